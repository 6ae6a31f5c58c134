//! What requests are answered with.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot, watch};

use super::connections::{self, Limits};
use super::drawing::Drawing;
use super::files::Files;
use super::guard::Own;
use super::snapshot::{Found, Snapshot};
use super::teller::Teller;
use super::{content_type, file, own};
use crate::path::Address;
use crate::route::{Answer, Route};

/// Where all that the preview adds to a site is found.
const OWN: &str = "/_guidepost/";

/// All that a served page has more than the published one.
pub(super) const SCRIPT_TAG: &str = "<script src=\"/_guidepost/client.js\" defer></script>";

/// What answers are made from.
pub(super) struct Preview {
    pub(super) current: watch::Receiver<Arc<Snapshot>>,
    pub(super) files: Files,
    /// For those that are being sent.
    pub(super) places: Arc<Semaphore>,
    pub(super) own: Own,
    pub(super) drawing: Drawing,
    pub(super) teller: Arc<Teller>,
}

impl Preview {
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.current.borrow().clone()
    }
}

/// Serves until told to end, and then until requests in flight are answered.
pub(super) async fn serve(
    listener: TcpListener,
    preview: Preview,
    limits: Limits,
    ended: oneshot::Receiver<()>,
) -> io::Result<()> {
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
const EVERYWHERE: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
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
        Found::Route(route) => (None, route),
        Found::Nothing => (Some(StatusCode::NOT_FOUND), Route::NotFound),
        Found::WithSlash(address) => return moved(&address, request.uri.query()),
    };
    match (of_route(preview, snapshot, route, &request.headers).await, status) {
        (Some(page), None) => page,
        (Some(page), Some(status)) => (status, page).into_response(),
        (None, _) => plain(StatusCode::INTERNAL_SERVER_ERROR, "Drawing this page failed.\n"),
    }
}

fn moved(to: &Address, query: Option<&str>) -> Response {
    let query = query.map_or(String::new(), |query| format!("?{query}"));
    let location = [(header::LOCATION, format!("{}{query}", to.from_root()))];
    (StatusCode::TEMPORARY_REDIRECT, location).into_response()
}

/// `None` where rendering panics, which is told on the terminal.
async fn of_route(
    preview: &Preview,
    snapshot: Arc<Snapshot>,
    route: Route,
    headers: &HeaderMap,
) -> Option<Response> {
    let generation = snapshot.generation;
    let kind = content_type::of(snapshot.site.output(route).as_str());
    let (teller, files) = (preview.teller.clone(), preview.files.clone());
    let draw = move || {
        let drawn = snapshot.site.render(route);
        teller.drawn(drawn.findings, &snapshot.site, files.world());
        drawn.value
    };
    match preview.drawing.done(draw).await? {
        Answer::File(file) => {
            let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
            Some(file::answer(preview, &file, kind, range).await)
        }
        Answer::Bytes(bytes) => {
            let bytes = if kind.starts_with("text/html") { with_script(bytes) } else { bytes };
            // The page's script reads here what it is part of; the page itself stays as published.
            let generation = format!("generation;desc=\"{generation}\"");
            let headers = [(header::CONTENT_TYPE, kind), (SERVER_TIMING, &generation)];
            Some((headers, bytes).into_response())
        }
    }
}

const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// A page with the preview's script at the end of its body.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|bytes| bytes.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    page.splice(at..at, SCRIPT_TAG.bytes());
    page
}

/// A sentence for people.
pub(super) fn plain(status: StatusCode, sentence: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], Body::from(sentence)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

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
