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

mod ages;
mod aliases;
mod announcer;
mod answer;
mod broken;
mod connections;
mod drawing;
mod drawn;
mod earlier;
mod editing;
mod error;
mod file;
mod files;
mod findings;
mod follower;
mod guard;
mod hold;
mod interrupt;
mod jump;
mod listen;
mod named;
mod news;
mod older;
mod own;
mod plain;
mod poll;
mod preview;
mod range;
mod reads;
mod refresh;
mod saved;
mod shown_files;
mod snapshot;
mod strip;
mod watch;

#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, oneshot, watch as latest};

use crate::config::Editor;
use crate::date::Day;
use crate::disk::DiskWorld;
use crate::store::DiskCache;
use announcer::Announcer;
pub use connections::Limits;
use drawing::RenderPool;
pub use earlier::Earlier;
pub use error::ServeError;
use files::ServedFiles;
pub use follower::Follower;
use guard::Own;
pub use interrupt::Interruption;
pub use listen::Port;
pub use news::{Compiled, Drawn, News, Report};
use preview::Preview;
use refresh::Refresher;
use saved::Saved;
pub use snapshot::Snapshot;
pub use watch::WatchMode;
use watch::{Watch, WatchMessage};

/// How long requests in flight have at the end. Browsers keep idle connections open for ever.
const GRACE: Duration = Duration::from_millis(300);

/// What to serve, and where.
pub struct ServeOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The address or name to listen at, instead of this machine's own loopback address, at which nobody else can ask.
    pub host: Option<String>,
    /// The port there.
    pub port: Port,
    /// What those who ask may use up.
    pub limits: Limits,
    /// How changes are noticed.
    pub watch_mode: WatchMode,
    /// The day that counts as today, instead of the clock's.
    pub today: Option<Day>,
    /// A state of the site that is shown instead of the one that stands.
    pub earlier: Option<Earlier>,
    /// The editor that files are opened in, instead of the one that the site names.
    pub editor: Option<Editor>,
    /// Is called with what happens, on the thread that it happens on, one thing at a time.
    pub report: Report,
}

impl ServeOptions {
    /// A site's folder at the usual port, without a report of what happens.
    pub fn of(root: &Path) -> ServeOptions {
        ServeOptions {
            root: root.to_owned(),
            host: None,
            port: Port::Usual,
            limits: Limits::default(),
            watch_mode: WatchMode::Native,
            today: None,
            earlier: None,
            editor: None,
            report: Box::new(|_| {}),
        }
    }
}

/// A running preview. It ends when it is dropped; neither that nor [`Server::stop`] may happen on a thread
/// of an asynchronous runtime.
pub struct Server {
    address: SocketAddr,
    url: String,
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
    files: ServedFiles,
    watching: Watching,
}

/// Who keeps what is served up to date.
enum Watching {
    /// A thread, until it is asked to end.
    Thread(JoinHandle<()>, mpsc::Sender<WatchMessage>),
    /// Nobody: it does not change. The channel stays open, as event streams end with it.
    Nobody(latest::Sender<Arc<Snapshot>>),
}

/// The site as it stands.
fn live(
    root: &Path,
    today: Option<Day>,
    watch_mode: WatchMode,
    announcer: &Arc<Announcer>,
) -> Result<Shown, ServeError> {
    // Requests read past what is kept for compiling, or they could put an old text among it.
    let files = ServedFiles::Disk(Arc::new(DiskWorld::new(root, today).map_err(ServeError::Root)?));
    let (refresher, current, to_refresher) = refresher(root, today, watch_mode, announcer)?;
    let refreshing = std::thread::Builder::new()
        .name("refresh".to_owned())
        .spawn(|| refresher.run())
        .map_err(ServeError::System)?;
    Ok(Shown { current, files, watching: Watching::Thread(refreshing, to_refresher) })
}

/// Who follows the files of a site, and what is asked to end.
type Following = (Refresher, latest::Receiver<Arc<Snapshot>>, mpsc::Sender<WatchMessage>);

fn refresher(
    root: &Path,
    today: Option<Day>,
    watch_mode: WatchMode,
    announcer: &Arc<Announcer>,
) -> Result<Following, ServeError> {
    let world = DiskWorld::keeping_texts(root, today).map_err(ServeError::Root)?;
    let cache = DiskCache::of_site(world.root());
    let world = world.with_cache(Box::new(cache));
    let (watch, to_refresher) =
        Watch::new(world.root(), watch_mode).map_err(|error| ServeError::Watch(watch::in_words(&error)))?;
    let (refresher, current) = Refresher::start(world, watch, announcer.clone());
    Ok((refresher, current, to_refresher))
}

/// The site as it once stood.
fn still(earlier: Earlier, announcer: &Announcer) -> Shown {
    let started = Instant::now();
    let snapshot = Arc::new(earlier::snapshot_of(&earlier));
    let world = &earlier.world;
    let news = Some(snapshot.findings.as_slice());
    announcer.announce(&News::Compiled(Compiled {
        snapshot: &snapshot,
        world,
        took: started.elapsed(),
        news,
    }));
    let (sender, current) = latest::channel(snapshot.clone());
    let files = ServedFiles::Commit(Arc::new(earlier.world));
    Shown { current, files, watching: Watching::Nobody(sender) }
}

impl Server {
    /// Compiles a site and serves it.
    pub fn start(options: ServeOptions) -> Result<Server, ServeError> {
        let host = options.host.as_deref();
        let runtime = runtime().map_err(ServeError::System)?;
        let listener = runtime.block_on(listen::at(host, options.port))?;
        let address = listener.local_addr().map_err(ServeError::System)?;
        let announcer = Arc::new(Announcer::new(options.report));
        let shown = match options.earlier {
            Some(earlier) => still(earlier, &announcer),
            None => live(&options.root, options.today, options.watch_mode, &announcer)?,
        };
        let Shown { current, files, watching } = shown;

        let (end_serving, ended) = oneshot::channel();
        let own = Own::listening_at(address, host);
        let drawing = Arc::new(RenderPool::start().map_err(ServeError::System)?);
        let places = Arc::new(Semaphore::new(file::AT_ONCE));
        let saved = Arc::new(Saved::new(current.borrow().clone()));
        let editor = options.editor.map(Arc::new);
        let preview =
            Preview { current: current.clone(), files, places, own, drawing, announcer, editor, saved };
        let serving = runtime.spawn(answer::serve(listener, preview, options.limits, ended));
        let url = listen::url(address, host);
        Ok(Server { address, url, current, parts: Some(Parts { runtime, serving, end_serving, watching }) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser.
    pub fn url(&self) -> &str {
        &self.url
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
                let _ = to_refresher.send(WatchMessage::Stop);
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

/// Two threads: one browser asks for one page at a time, and drawing happens beside them. Others wait for files.
fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(2 * file::AT_ONCE)
        .thread_name("serve")
        .enable_all()
        .build()
}
