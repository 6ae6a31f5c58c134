//! What requests are answered with.

use std::io;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::connections::{self, Limits};
use super::drawn::is_failed;
use super::plain::plain;
use super::preview::Preview;
use super::shown_files::{self, KEY};
use super::snapshot::{RequestTarget, Snapshot};
use super::{file, findings, own};
use crate::output::MediaType;
use crate::path::Address;
use crate::route::{Answer, Route};
use crate::source::slice;

/// Where all that the preview adds to a site is found.
const OWN: &str = "/_guidepost/";

/// All that a served page has more than the published one. It runs where it stands, before the page's own scripts, so
/// that it sees the page as it was sent.
pub(super) const SCRIPT_TAG: &str = "<script src=\"/_guidepost/client.js\"></script>";

/// Serves until asked to end, and then until requests in flight are answered.
pub(super) async fn serve(
    listener: TcpListener,
    preview: Preview,
    limits: Limits,
    ended: oneshot::Receiver<()>,
) -> io::Result<()> {
    tokio::spawn(preview.saved.clone().follow(preview.current.clone()));
    let preview = Arc::new(preview);
    let answer = move |request: Request<()>| answer(preview.clone(), request.into_parts().0);
    connections::serve(listener, limits, answer, ended).await
}

async fn answer(preview: Arc<Preview>, request: Parts) -> Response {
    let mut response = match preview.own.check(&request.headers, &request.uri) {
        Ok(()) => allowed(&preview, &request).await,
        Err(why) => plain(StatusCode::FORBIDDEN, why),
    };
    for (name, value) in EVERYWHERE {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Nothing is kept by browsers, guessed by them, or shown to pages of other sites.
const EVERYWHERE: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

async fn allowed(preview: &Preview, request: &Parts) -> Response {
    if request.method != Method::GET && request.method != Method::HEAD {
        let refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "This preview is read only.\n");
        return ([(header::ALLOW, "GET, HEAD")], refusal).into_response();
    }
    match request.uri.path().strip_prefix(OWN) {
        Some(name) => own::answer(preview, name, request.uri.query().unwrap_or_default()).await,
        None => of_site(preview, request).await,
    }
}

async fn of_site(preview: &Preview, request: &Parts) -> Response {
    let snapshot = preview.snapshot();
    let (status, route) = match snapshot.find(request.uri.path()) {
        RequestTarget::Route(route) => (None, route),
        RequestTarget::Nothing => (Some(StatusCode::NOT_FOUND), snapshot.site.not_found()),
        RequestTarget::WithSlash(address) => return moved(&address, request.uri.query()),
    };
    match (of_route(preview, snapshot, route, request).await, status) {
        // Its file is there, and the page will be again.
        (Some(page), Some(_)) if page.headers().get(STATE).is_some_and(|state| state == LAST_GOOD) => page,
        (Some(page), Some(status)) if page.status() == StatusCode::OK => (status, page).into_response(),
        (Some(page), _) => page,
        (None, _) => plain(StatusCode::INTERNAL_SERVER_ERROR, "Drawing this page failed.\n"),
    }
}

fn moved(to: &Address, query: Option<&str>) -> Response {
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let location = [(header::LOCATION, format!("{}{query}", to.from_root()))];
    (StatusCode::TEMPORARY_REDIRECT, location).into_response()
}

/// `None` where the answer panics; what is drawn says itself that the program failed on it.
async fn of_route(
    preview: &Preview,
    snapshot: Arc<Snapshot>,
    route: Route,
    request: &Parts,
) -> Option<Response> {
    let generation = snapshot.generation;
    let kind = MediaType::of(snapshot.site.output(route).as_str());
    if kind.is_style() && own::value(request.uri.query().unwrap_or_default(), KEY).is_some() {
        return stamped_style(preview, snapshot, request, kind).await;
    }
    let (announcer, files) = (preview.announcer.clone(), preview.files.clone());
    let path = request.uri.path().to_owned();
    let draw = move || {
        let drawn = snapshot.drawn(route);
        let is_broken = findings::is_broken(&snapshot, route, &path, &drawn.findings);
        announcer.drawn(drawn.findings.clone(), &snapshot.site, files.world());
        match snapshot.last_good_at(route, &path).filter(|_| is_broken) {
            Some((before, route)) => (before.drawn(route).value.clone(), PageState::LastGood),
            None if is_failed(&drawn) => (drawn.value.clone(), PageState::Failed),
            None if is_broken => (drawn.value.clone(), PageState::Broken),
            None => (drawn.value.clone(), PageState::Whole),
        }
    };
    match preview.drawing.done(draw).await? {
        (Answer::File(file), _) => {
            let range = request.headers.get(header::RANGE).and_then(|range| range.to_str().ok());
            Some(file::answer(preview, &file, kind, range).await)
        }
        (Answer::PrintedBook(name), _) => {
            let words = format!("The preview prints nothing: `guidepost export pdf {name}` does.\n");
            Some(plain(StatusCode::NOT_FOUND, words))
        }
        (Answer::Bytes(_), PageState::Failed) if !kind.is_page() => None,
        (Answer::Bytes(bytes), state) => {
            let asked = request.headers.get(header::IF_NONE_MATCH);
            Some(of_bytes(bytes, kind, generation, state, asked))
        }
    }
}

/// A stylesheet that names what it loads so that it is asked for anew.
async fn stamped_style(
    preview: &Preview,
    snapshot: Arc<Snapshot>,
    request: &Parts,
    kind: MediaType,
) -> Option<Response> {
    let (own, path) = (preview.clone(), request.uri.path().to_owned());
    let draw = move || shown_files::stamped_style(&snapshot, &own, &path);
    let style = preview.drawing.done(draw).await??;
    Some(([(header::CONTENT_TYPE, kind.as_str())], style).into_response())
}

/// Whether a page is what its author meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PageState {
    Whole,
    /// It is not, and is shown as it is: nothing better is known.
    Broken,
    /// The program failed on it, and nothing better is known.
    Failed,
    /// It is not, and the last text that was is shown.
    LastGood,
}

/// Answers with bytes, or that they are those that were asked after. What the preview's script has to know of a page
/// stands beside it, since the page stays as published: for a page that is opened among the times that a server may
/// tell of, where scripts can read it, and for one that is asked for by a script in headers.
fn of_bytes(
    bytes: Vec<u8>,
    kind: MediaType,
    generation: u64,
    state: PageState,
    asked: Option<&HeaderValue>,
) -> Response {
    let name = blake3::hash(&bytes).to_hex();
    let name = slice(&name, ..NAME_DIGITS);
    let status = if state == PageState::Failed { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
    let state = match state {
        PageState::Whole => "whole",
        PageState::Broken | PageState::Failed => "broken",
        PageState::LastGood => LAST_GOOD,
    };
    let mut headers = HeaderMap::new();
    let said = [
        (header::ETAG, format!("\"{name}\"")),
        (GENERATION, generation.to_string()),
        (STATE, state.to_owned()),
        (SERVER_TIMING, format!("generation;desc=\"{generation}\"")),
        (SERVER_TIMING, format!("page;desc=\"{name}\"")),
        (SERVER_TIMING, format!("state;desc=\"{state}\"")),
    ];
    for (header, value) in said {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(header, value);
        }
    }
    if status == StatusCode::OK && asked.is_some_and(|asked| Some(asked) == headers.get(header::ETAG)) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let bytes = if kind.is_page() { with_script(bytes) } else { bytes };
    (status, headers, [(header::CONTENT_TYPE, kind.as_str())], bytes).into_response()
}

/// So many digits of their hash are the name of a page's bytes.
const NAME_DIGITS: usize = 32;
const GENERATION: HeaderName = HeaderName::from_static("guidepost-generation");
const STATE: HeaderName = HeaderName::from_static("guidepost-page");
const LAST_GOOD: &str = "last-good";
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// A page with the preview's script at the end of its body.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|bytes| bytes.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    page.splice(at..at, SCRIPT_TAG.bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_no_page_and_never_as_it_was() {
        let asked = HeaderValue::from_static("\"any\"");
        for (state, status, said) in [
            (PageState::Whole, 200, "whole"),
            (PageState::Broken, 200, "broken"),
            (PageState::Failed, 500, "broken"),
        ] {
            let answer = |asked| of_bytes(b"<p>a".to_vec(), MediaType::of("a.html"), 1, state, asked);
            let first = answer(Some(&asked));
            assert_eq!(
                (first.status().as_u16(), &first.headers()[STATE]),
                (status, &HeaderValue::from_static(said))
            );
            let again = answer(first.headers().get(header::ETAG)).status().as_u16();
            assert_eq!(again, if status == 200 { 304 } else { status });
        }
    }

    #[test]
    fn the_script_is_the_only_difference() {
        for (page, expected) in [
            ("<body>a</body></html>", format!("<body>a{SCRIPT_TAG}</body></html>")),
            ("<body>&lt;/body></body></html>", format!("<body>&lt;/body>{SCRIPT_TAG}</body></html>")),
            ("<body></body><!-- --></BODY>", format!("<body></body><!-- -->{SCRIPT_TAG}</BODY>")),
            ("<p>a", format!("<p>a{SCRIPT_TAG}")),
        ] {
            assert_eq!(String::from_utf8(with_script(page.into())).expect("text"), expected);
        }
    }
}
