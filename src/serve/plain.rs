//! Answers that are one sentence, where there is no page to show.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A sentence for people.
pub(super) fn plain(status: StatusCode, sentence: impl Into<Body>) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], sentence.into()).into_response()
}
