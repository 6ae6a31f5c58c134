//! Takes connections, and lets none of them cost more than a browser's does.
//!
//! Any program of this machine can connect, and any page that a browser shows can make it connect. So heads of
//! requests are bounded in length, number of lines and time, and connections in number: one too many is answered
//! and closed, since a browser that waits for ever looks broken.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::AsyncWrite as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;

/// What one who asks may use up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How long the head of a request may take; an idle connection is closed after as long.
    pub head_time: Duration,
    /// How long the head of a request may be, in bytes. Cookies of everything else on this machine's address are in it.
    pub head_length: usize,
    /// How many lines the head of a request may have.
    pub head_lines: usize,
    /// How many connections may be open. A browser has six for pages; each tab has one more for events.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        // Many systems let a program have a thousand files open; what it compiles needs some.
        Limits {
            head_time: Duration::from_secs(20),
            head_length: 64 * 1024,
            head_lines: 100,
            connections: 256,
        }
    }
}

/// How long after the system gave no connection the next is asked for: it is short of files.
const PAUSE: Duration = Duration::from_millis(50);

/// How many of those that are refused are listened to at a time, until they have heard it.
const REFUSED_AT_ONCE: usize = 64;
/// How long one that is refused is listened to.
const LAST_WORDS: Duration = Duration::from_millis(250);
/// How many times it is, at most.
const MOST_WORDS: usize = 64;

/// What one connection too many is answered.
const TOO_MANY: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 35\r\nRetry-After: 1\r\nConnection: close\r\n\r\nToo many connections are open now.\n";

/// Answers requests until asked to end, and then until those in flight are answered.
pub(super) async fn serve<F, A>(
    listener: TcpListener,
    limits: Limits,
    answer: F,
    mut ended: oneshot::Receiver<()>,
) -> io::Result<()>
where
    F: Fn(Request<()>) -> A + Clone + Send + 'static,
    A: Future<Output = Response<Body>> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(limits.connections));
    let door = Arc::new(Semaphore::new(REFUSED_AT_ONCE));
    let graceful = GracefulShutdown::new();
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = &mut ended => break,
            _ = open.join_next(), if !open.is_empty() => continue,
            accepted = listener.accept() => accepted,
        };
        match (accepted, room.clone().try_acquire_owned()) {
            (Ok((stream, _)), Ok(place)) => {
                open.spawn(converse(stream, place, limits, answer.clone(), graceful.watcher()));
            }
            (Ok((stream, _)), Err(_)) => {
                // Never for long; those who come meanwhile are kept waiting by the system.
                let place = door.clone().acquire_owned().await;
                open.spawn(refuse(stream, place.ok()));
            }
            (Err(error), _) if is_of_one_connection(&error) => {}
            (Err(_), _) => tokio::time::sleep(PAUSE).await,
        }
    }
    drop(listener);
    graceful.shutdown().await;
    while open.join_next().await.is_some() {}
    Ok(())
}

/// Answers the requests of one connection, one after the other.
async fn converse<F, A>(
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
    limits: Limits,
    answer: F,
    watcher: Watcher,
) where
    F: Fn(Request<()>) -> A,
    A: Future<Output = Response<Body>>,
{
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        // Whatever a request carries beyond its head is not even read.
        let answered = answer(request.map(drop));
        async move { Ok::<_, Infallible>(answered.await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head_length)
        .max_headers(limits.head_lines);
    // How it ended is the business of whoever asked.
    let _ = watcher.watch(http.serve_connection(TokioIo::new(stream), service)).await;
}

/// Tells one connection too many so. Were it closed while a request is still to be read, the system would reset it, and a
/// browser would say that the connection failed; so the request is taken, and thrown away.
async fn refuse(mut stream: TcpStream, _place: Option<OwnedSemaphorePermit>) {
    let answer = async {
        stream.writable().await?;
        stream.try_write(TOO_MANY.as_bytes())?;
        poll_fn(|context| Pin::new(&mut stream).poll_shutdown(context)).await?;
        let mut unheard = [0; 4096];
        for _ in 0..MOST_WORDS {
            stream.readable().await?;
            match stream.try_read(&mut unheard) {
                Ok(0) => break,
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
                _ => {}
            }
        }
        Ok(())
    };
    // Whoever does not listen is not waited for, and how it ended is their business.
    let _ = tokio::time::timeout(LAST_WORDS, answer).await;
}

/// Whether the next connection may be had at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
