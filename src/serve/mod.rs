//! The preview: a server on this machine that shows the site as it will be published, and keeps up with
//! those who write it.
//!
//! A save makes a new [`Snapshot`]; what is dear is memoised by content, so it costs little. Pages are rendered
//! when a browser asks for them: the published bytes, and one script tag. All else that the preview adds lies
//! under `/_guidepost/`.
//!
//! Three threads' worth of work: the system's watcher, one that waits for changes and compiles, and the
//! server's own. They meet in one channel that always holds the latest snapshot. When the compiling thread
//! ends the channel closes, and with it every event stream.

#![expect(clippy::disallowed_methods, reason = "the preview watches and sends files")]

mod answer;
mod content_type;
mod editing;
mod file;
mod files;
mod findings;
mod guard;
mod interrupt;
mod jump;
mod own;
mod range;
mod reads;
mod refresh;
mod saved;
mod shown_files;
mod snapshot;
mod strip;
mod teller;
mod watch;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch as latest};

use crate::config::Editor;
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::disk::DiskWorld;
use crate::git::CommitWorld;
use crate::route::{Moment, Site};
use crate::store::DiskCache;
use crate::world::World;
use files::Files;
pub use interrupt::Interruption;
use refresh::Refresher;
use saved::Saved;
pub use snapshot::Snapshot;
use teller::Teller;
use watch::{Message, Watch};

/// The port that is taken unless another is asked for.
const USUAL_PORT: u16 = 4000;
/// How many ports are tried from there on.
const PORTS_TRIED: u16 = 100;
/// How long requests in flight have at the end. Browsers keep idle connections open for ever.
const GRACE: Duration = Duration::from_millis(300);

/// What to serve, and where.
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The port on 127.0.0.1.
    pub port: Port,
    /// The day that counts as today, instead of the clock's.
    pub today: Option<Day>,
    /// A state of the site that is shown instead of the one that stands.
    pub earlier: Option<Earlier>,
    /// The editor that files are opened in, instead of the one that the site names.
    pub editor: Option<Editor>,
    /// Is told what happens, on the thread that it happens on, one thing at a time.
    pub report: Report,
}

/// The site as it once stood.
pub struct Earlier {
    /// Its files.
    pub world: CommitWorld,
    /// When it stood so.
    pub moment: Moment,
}

/// Is told what happens.
pub type Report = Box<dyn Fn(&News<'_>) + Send>;

/// A port to serve at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Port {
    /// The usual one, 4000, or the next that is free.
    Usual,
    /// This one; 0 for any that is free.
    Exactly(u16),
}

/// Something that happened while serving.
pub enum News<'a> {
    /// The site was compiled, and is served as it is now.
    Compiled(Compiled<'a>),
    /// The site could not be compiled: a defect of ours. What was served before is still served.
    NotCompiled,
    /// Some changes will not be noticed, for this reason.
    NotWatched(&'a str),
    /// A page was drawn, and something found that was not told before.
    Drawn(Drawn<'a>),
}

/// What drawing a page has brought to light: a template that fails, for one.
pub struct Drawn<'a> {
    /// The findings.
    pub findings: &'a [Finding],
    /// The site that the page is of.
    pub site: &'a Site,
    /// Where its files are.
    pub world: &'a dyn World,
}

/// A site that was compiled.
pub struct Compiled<'a> {
    /// What is served from now on.
    pub snapshot: &'a Snapshot,
    /// Where its files are.
    pub world: &'a dyn World,
    /// When the work began.
    pub started: Instant,
    /// The findings, unless they are the same as before.
    pub news: Option<&'a [Finding]>,
}

/// Why the preview could not start.
#[derive(Debug)]
pub enum ServeError {
    /// The site's folder cannot be opened.
    Root(io::Error),
    /// The port that was asked for is in use.
    PortTaken(u16),
    /// All the ports that were tried are in use.
    PortsTaken {
        /// The first that was tried.
        first: u16,
        /// The last.
        last: u16,
    },
    /// The system does not let this program listen, or start threads.
    System(io::Error),
    /// The site's folders cannot be watched, for this reason.
    Watch(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Root(error) => write!(f, "the site's folder cannot be opened: {error}"),
            ServeError::PortTaken(port) => write!(f, "port {port} is in use by another program"),
            ServeError::PortsTaken { first, last } => {
                write!(f, "every port from {first} to {last} is in use by other programs")
            }
            ServeError::System(error) => write!(f, "the preview cannot start: {error}"),
            ServeError::Watch(why) => write!(f, "the site's folders cannot be watched: {why}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// A running preview. It ends when it is dropped; neither that nor [`Server::stop`] may happen on a thread
/// of an asynchronous runtime.
pub struct Server {
    address: SocketAddr,
    current: latest::Receiver<Arc<Snapshot>>,
    parts: Option<Parts>,
}

/// What runs until the end.
struct Parts {
    runtime: Runtime,
    serving: tokio::task::JoinHandle<io::Result<()>>,
    end_serving: oneshot::Sender<()>,
    watching: Watching,
}

/// What is served, and from where.
struct Shown {
    current: latest::Receiver<Arc<Snapshot>>,
    files: Files,
    watching: Watching,
}

/// Who keeps what is served up to date.
enum Watching {
    /// A thread, until it is told to end.
    Thread(JoinHandle<()>, mpsc::Sender<Message>),
    /// Nobody: it does not change. The channel stays open, as event streams end with it.
    Nobody(latest::Sender<Arc<Snapshot>>),
}

/// The site as it stands.
fn live(root: &Path, today: Option<Day>, teller: &Arc<Teller>) -> Result<Shown, ServeError> {
    let world = DiskWorld::keeping_texts(root, today).map_err(ServeError::Root)?;
    let cache = DiskCache::of_site(world.root());
    let world = world.with_cache(Box::new(cache));
    // Requests read past what is kept for compiling, or they could put an old text among it.
    let files = Files::Disk(Arc::new(DiskWorld::new(world.root(), today).map_err(ServeError::Root)?));
    let (watch, to_refresher) =
        Watch::new(world.root()).map_err(|error| ServeError::Watch(watch::in_words(&error)))?;
    let (refresher, current) = Refresher::start(world, watch, teller.clone());
    let refreshing = std::thread::Builder::new()
        .name("refresh".to_owned())
        .spawn(|| refresher.run())
        .map_err(ServeError::System)?;
    Ok(Shown { current, files, watching: Watching::Thread(refreshing, to_refresher) })
}

/// The site as it once stood.
fn still(earlier: Earlier, teller: &Teller) -> Shown {
    let started = Instant::now();
    let snapshot = Arc::new(refresh::snapshot_of(&earlier));
    let world = &earlier.world;
    let news = Some(snapshot.findings.as_slice());
    teller.tell(&News::Compiled(Compiled { snapshot: &snapshot, world, started, news }));
    let (sender, current) = latest::channel(snapshot.clone());
    let files = Files::Commit(Arc::new(earlier.world));
    Shown { current, files, watching: Watching::Nobody(sender) }
}

impl Server {
    /// Compiles a site and serves it.
    pub fn start(options: Options) -> Result<Server, ServeError> {
        let listener = listen(options.port)?;
        let address = listener.local_addr().map_err(ServeError::System)?;
        let teller = Arc::new(Teller::new(options.report));
        let shown = match options.earlier {
            Some(earlier) => still(earlier, &teller),
            None => live(&options.root, options.today, &teller)?,
        };
        let Shown { current, files, watching } = shown;

        let runtime = runtime().map_err(ServeError::System)?;
        let (end_serving, ended) = oneshot::channel();
        let preview = answer::Preview {
            saved: Arc::new(Saved::new(current.borrow().clone())),
            current: current.clone(),
            files,
            port: address.port(),
            teller,
            editor: options.editor.map(Arc::new),
        };
        let serving = runtime.spawn(answer::serve(listener, preview, ended));
        Ok(Server { address, current, parts: Some(Parts { runtime, serving, end_serving, watching }) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it serves now.
    pub fn current(&self) -> Arc<Snapshot> {
        self.current.borrow().clone()
    }

    /// The number of what it serves now.
    pub fn generation(&self) -> u64 {
        self.current.borrow().generation
    }

    /// Hears from now on when this process is asked to end, by Ctrl-C for one.
    pub fn interruption(&self) -> io::Result<Interruption> {
        let ended = || io::Error::other("the preview has ended");
        Interruption::listen(&self.parts.as_ref().ok_or_else(ended)?.runtime)
    }

    /// Serves until then.
    pub fn serve_until(self, interruption: Interruption) {
        if let Some(parts) = &self.parts {
            parts.runtime.block_on(interruption.heard());
        }
        self.stop();
    }

    /// Ends every connection and every thread.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let Some(parts) = self.parts.take() else { return };
        // Either has ended already where nobody is left to hear it.
        match parts.watching {
            Watching::Thread(refreshing, to_refresher) => {
                let _ = to_refresher.send(Message::Stop);
                let _ = refreshing.join();
            }
            Watching::Nobody(sender) => drop(sender),
        }
        let _ = parts.end_serving.send(());
        let _ = parts.runtime.block_on(async { tokio::time::timeout(GRACE, parts.serving).await });
        parts.runtime.shutdown_timeout(GRACE);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

fn listen(port: Port) -> Result<TcpListener, ServeError> {
    let (first, last) = match port {
        Port::Usual => (USUAL_PORT, USUAL_PORT + PORTS_TRIED - 1),
        Port::Exactly(port) => (port, port),
    };
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(ServeError::System(error)),
        }
    }
    Err(match port {
        Port::Usual => ServeError::PortsTaken { first, last },
        Port::Exactly(port) => ServeError::PortTaken(port),
    })
}

/// Two threads: one browser asks for one page at a time, and rendering happens beside them.
fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_name("serve").enable_all().build()
}
