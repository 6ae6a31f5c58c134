//! What the preview adds to a site, all of it under `/_guidepost/`: the scripts and styles of its own, the events that
//! tell of a new generation, and what is said over a page.
//!
//! `serve/client` is modules without a build step, named in `serve/own.rs`. The one script tag stands at the end of the
//! page without `defer`: it copies the page as it was sent before any other deferred script runs (`client.js`). On a
//! new generation `main.js` asks for the page's own address with the hash of its bytes (`If-None-Match`), so that an
//! equal page costs an empty answer. `patch.js` compares the page as sent last with the page as sent now, node by node
//! (`match.js`), and does only the difference to the one that is shown: a merge of three pages, as of three files. What
//! readers and scripts have changed in between is on neither of the first two, and so stays. A page is drawn once for
//! each state of the site, whoever asks for it or about it (`serve/drawn.rs`); the server begins when it has news for
//! the event stream of a tab, which says what page it shows. What is said over the page is asked for when its words are
//! on the screen. A finding has a name and the generation that it came with (`serve/ages.rs`); by these a tab knows
//! what is new to it and what its reader has closed (`session.js`). `stream.js` looks for a server that is gone by
//! loading a worker, of which consoles say nothing. The room that the strip takes at the end of a page is a stylesheet
//! in no document (`room.js`). `main.js` lists when a page is loaded anew instead. `broken.rs` lists the
//! findings that keep the last good page on show. `jump.rs` finds a line by what the clicked block says, since no mark
//! may stand in the page; where the page shows an older text (that in force, an approved one), `older.rs` leads on to
//! today's file by what became of the passage (`redline::became`), or says that it is gone and leads to the heading
//! above it.
//!
//! A script of a page hears `guidepost:patched` and says by `cope` that it has dealt with it; a page with a script that
//! does not is loaded anew. All scripts of the built-in theme do: the checklist keeps filter, folds and ticks, a
//! history keeps the comparison that was chosen.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::jump::Clicked;
use super::plain::plain;
use super::preview::Preview;
use super::snapshot::{RequestTarget, Snapshot};
use super::{findings, jump, strip};
use crate::output::MediaType;
use crate::path::decode;

/// A browser that has gone away is noticed within this time.
const PULSE: Duration = Duration::from_secs(15);

/// The scripts and styles of the preview's own part of a page.
const CLIENT: [(&str, &str); 17] = [
    ("client.css", include_str!("client/client.css")),
    ("client.js", include_str!("client/client.js")),
    ("element.js", include_str!("client/element.js")),
    ("findings.js", include_str!("client/findings.js")),
    ("jump.js", include_str!("client/jump.js")),
    ("main.js", include_str!("client/main.js")),
    ("match.js", include_str!("client/match.js")),
    ("patch.js", include_str!("client/patch.js")),
    ("place.js", include_str!("client/place.js")),
    ("renew.js", include_str!("client/renew.js")),
    ("room.js", include_str!("client/room.js")),
    ("session.js", include_str!("client/session.js")),
    ("standing.js", include_str!("client/standing.js")),
    ("stream.js", include_str!("client/stream.js")),
    ("strip.js", include_str!("client/strip.js")),
    ("there.js", include_str!("client/there.js")),
    ("time.js", include_str!("client/time.js")),
];

pub(super) async fn answer(preview: &Preview, name: &str, query: &str) -> Response {
    if let Some((name, text)) = CLIENT.iter().find(|(known, _)| *known == name) {
        let (text, _) = preview.snapshot().site.config.words.in_script(text);
        return ([(header::CONTENT_TYPE, MediaType::of(name).as_str())], text).into_response();
    }
    let path = value(query, "path").unwrap_or_default();
    match name {
        "events" => events(preview, value(query, "generation"), path),
        "findings" => {
            let findings = move |preview: Preview| findings::view(&preview.snapshot(), &preview, &path).ok();
            json(preview, findings).await
        }
        "page" => json(preview, move |preview| Some(strip::view(&preview.snapshot(), &preview, &path))).await,
        "source" => {
            let clicked = clicked(query);
            json(preview, move |preview| jump::place(&preview.snapshot(), &preview, &path, &clicked)).await
        }
        _ => plain(StatusCode::NOT_FOUND, "The preview has nothing at this address.\n"),
    }
}

/// The value of a key in a query, decoded once.
pub(super) fn value(query: &str, key: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| *name == key).map(|(_, value)| decode(value).into_owned())
}

fn clicked(query: &str) -> Clicked {
    let number = |key| value(query, key).and_then(|number| number.parse().ok()).unwrap_or_default();
    let text = |key| value(query, key).unwrap_or_default();
    Clicked { heading: text("heading"), words: text("words"), nth: number("nth"), at: number("at") }
}

/// The generations from now on; the present one too, unless the browser shows it already. The page that it shows is
/// begun to be drawn before the browser asks for it.
fn events(preview: &Preview, shown: Option<String>, path: String) -> Response {
    let drawing = preview.drawing.clone();
    let news = move |snapshot: Arc<Snapshot>| {
        let generation = snapshot.generation.to_string();
        if shown.as_ref() == Some(&generation) {
            return None;
        }
        if let RequestTarget::Route(route) = snapshot.find(&path) {
            drawing.begin(move || drop(snapshot.drawn(route)));
        }
        Some(Ok::<_, Infallible>(Event::default().event("generation").data(generation)))
    };
    let events = WatchStream::new(preview.current.clone()).filter_map(news);
    Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE)).into_response()
}

/// What is made beside the server's own work, since it draws pages and reads files.
async fn json<F>(preview: &Preview, make: F) -> Response
where
    F: FnOnce(Preview) -> Option<Value> + Send + 'static,
{
    let own = preview.clone();
    match preview.drawing.done(move || make(own)).await {
        Some(Some(body)) => ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response(),
        Some(None) => plain(StatusCode::NOT_FOUND, "There is nothing of that.\n"),
        None => plain(StatusCode::INTERNAL_SERVER_ERROR, "This cannot be drawn.\n"),
    }
}
