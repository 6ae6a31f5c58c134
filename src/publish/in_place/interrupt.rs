//! Being asked to end while a place is held: what was begun is left as the next publisher expects it, and the lock is let go
//! unless something may still be on its way.

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

/// What becomes of a process that is asked to end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    /// It ends before the next file is written.
    AtNextFile,
    /// It lets the lock go, and ends at once.
    WithoutLock,
    /// It ends at once; the lock stays until it is stale.
    WithLock,
}

impl Interrupt {
    /// Whether somebody has asked to end.
    pub(super) fn is_heard(&self) -> bool {
        self.heard.load(Ordering::SeqCst)
    }

    /// Whether something is being written.
    pub(super) fn is_writing(&self) -> bool {
        self.writing.load(Ordering::SeqCst)
    }

    /// From now on something is being written.
    pub(super) fn begin_writing(&self) {
        self.writing.store(true, Ordering::SeqCst);
    }

    /// Hears that somebody asks to end, and says what becomes of the process.
    fn hear(&self) -> Ending {
        let is_second = self.heard.swap(true, Ordering::SeqCst);
        match (self.writing.load(Ordering::SeqCst), is_second) {
            (false, _) => Ending::WithoutLock,
            (true, false) => Ending::AtNextFile,
            (true, true) => Ending::WithLock,
        }
    }

    /// Listens from now on. As long as nothing is being written, the process lets the lock go and ends at once: it may be waiting
    /// for an answer that nobody gives. Whoever asks twice while something is being written has it end at once, and the lock
    /// left: what was sent may arrive after that, and nobody else should publish by then.
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
                match interrupt.hear() {
                    Ending::AtNextFile => {}
                    Ending::WithoutLock => {
                        lock.let_go();
                        end();
                    }
                    Ending::WithLock => end(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_is_let_go_only_where_nothing_is_on_its_way() {
        let idle = Interrupt::default();
        assert_eq!([idle.hear(), idle.hear()], [Ending::WithoutLock; 2]);
        let writing = Interrupt::default();
        writing.begin_writing();
        assert_eq!([writing.hear(), writing.hear()], [Ending::AtNextFile, Ending::WithLock]);
    }
}
