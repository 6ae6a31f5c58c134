//! Being asked to end while a place is held: the lock is let go, and what was begun is left as the next publisher expects it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::lock::SharedLock;

/// The status of a program that ends because somebody pressed Ctrl-C.
const INTERRUPTED: i32 = 130;

/// What is known of somebody asking to end.
#[derive(Debug, Default)]
pub(super) struct Interrupt {
    /// Somebody has.
    heard: AtomicBool,
    /// Something is being written, and ends at the next file.
    writing: AtomicBool,
}

impl Interrupt {
    /// Whether somebody has asked to end.
    pub(super) fn is_heard(&self) -> bool {
        self.heard.load(Ordering::SeqCst)
    }

    /// From now on something is being written.
    pub(super) fn begin_writing(&self) {
        self.writing.store(true, Ordering::SeqCst);
    }

    /// Listens from now on. As long as nothing is being written, the process lets the lock go and ends at once: it may be waiting
    /// for an answer that nobody gives.
    ///
    /// # Errors
    /// The system does not let anybody listen.
    pub(super) fn listen(self: &Arc<Interrupt>, lock: &Arc<SharedLock>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (interrupt, lock) = (self.clone(), lock.clone());
        let heard = runtime.block_on(async { Signals::new() })?;
        // It ends with the process.
        std::thread::spawn(move || {
            let mut heard = heard;
            loop {
                runtime.block_on(heard.next());
                let is_second = interrupt.heard.swap(true, Ordering::SeqCst);
                if is_second || !interrupt.writing.load(Ordering::SeqCst) {
                    lock.let_go();
                    end();
                }
            }
        });
        Ok(())
    }
}

#[expect(clippy::exit, reason = "the thread that could return is waiting for an answer at the terminal")]
fn end() {
    std::process::exit(INTERRUPTED);
}

/// The ways in which a process is asked to end.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    #[cfg(not(unix))]
    fn new() -> io::Result<Signals> {
        Ok(Signals {})
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
