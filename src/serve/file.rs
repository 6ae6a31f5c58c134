//! Answers with a file of the site, whole or in part, without holding more of it than a piece.

use std::io::{self, Read as _, SeekFrom};
use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;

use super::files::Pieces;
use super::plain::plain;
use super::preview::Preview;
use super::range::{self, Wanted};
use crate::output::MediaType;
use crate::path::FilePath;

/// How much of a file is read at once.
const PIECE: u64 = 64 * 1024;
/// How many pieces wait for the browser.
const WAITING: usize = 4;

/// How many files are sent at once: each keeps a file open and a thread waiting for its browser.
pub(super) const AT_ONCE: usize = 64;

/// Answers with a file, or the range of it that is asked for.
pub(super) async fn answer(
    preview: &Preview,
    file: &FilePath,
    kind: MediaType,
    asked: Option<&str>,
) -> Response {
    let (files, file, asked) = (preview.files.clone(), file.clone(), asked.map(str::to_owned));
    let Ok(place) = preview.places.clone().acquire_owned().await else { return unreadable() };
    let opened = tokio::task::spawn_blocking(move || {
        let (file, length) = files.open(&file)?;
        io::Result::Ok(part((file, place), length, kind, range::wanted(asked.as_deref(), length)))
    });
    match opened.await {
        Ok(Ok(response)) => response,
        _ => unreadable(),
    }
}

fn unreadable() -> Response {
    plain(StatusCode::NOT_FOUND, "This file of the site cannot be read any more.\n")
}

/// A file that is being sent, and its place among those that are.
type Sent = (Box<dyn Pieces>, OwnedSemaphorePermit);

fn part(file: Sent, length: u64, kind: MediaType, wanted: Wanted) -> Response {
    let (status, bytes) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0..length),
        Wanted::Part(bytes) => (StatusCode::PARTIAL_CONTENT, bytes),
        Wanted::OutOfReach => {
            let of = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, of).into_response();
        }
    };
    let headers = [
        (header::CONTENT_TYPE, kind.as_str().to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_LENGTH, (bytes.end - bytes.start).to_string()),
    ];
    let range = format!("bytes {}-{}/{length}", bytes.start, bytes.end.saturating_sub(1));
    let range = (status == StatusCode::PARTIAL_CONTENT).then_some([(header::CONTENT_RANGE, range)]);
    (status, headers, range, pieces(file, bytes)).into_response()
}

/// The bytes of a file, read no faster than the browser takes them.
fn pieces((mut file, place): Sent, mut bytes: Range<u64>) -> Body {
    let (sender, receiver) = mpsc::channel::<io::Result<Bytes>>(WAITING);
    tokio::task::spawn_blocking(move || {
        let _place = place;
        while !bytes.is_empty() {
            let piece = piece(&mut *file, &bytes);
            bytes.start += PIECE;
            let failed = piece.is_err();
            // The browser has gone away, or the file has shrunk: there is nobody or nothing left to serve.
            if sender.blocking_send(piece).is_err() || failed {
                return;
            }
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

fn piece(file: &mut dyn Pieces, bytes: &Range<u64>) -> io::Result<Bytes> {
    let length = PIECE.min(bytes.end - bytes.start);
    let mut piece = Vec::new();
    file.seek(SeekFrom::Start(bytes.start))?;
    let read = file.take(length).read_to_end(&mut piece)?;
    if read as u64 == length { Ok(piece.into()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
