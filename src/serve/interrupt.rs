//! The ways in which a process is asked to end.

use std::io;

use tokio::runtime::Runtime;

/// Hears when this process is asked to end. Until it was made, that ends the process at once.
pub struct Interruption {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Interruption {
    #[cfg(unix)]
    pub(super) fn listen(runtime: &Runtime) -> io::Result<Interruption> {
        use tokio::signal::unix::{SignalKind, signal};
        let _within = runtime.enter();
        let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(Interruption { interrupt, terminate })
    }

    #[cfg(windows)]
    pub(super) fn listen(runtime: &Runtime) -> io::Result<Interruption> {
        let _within = runtime.enter();
        Ok(Interruption { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    #[cfg(unix)]
    pub(super) async fn heard(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(windows)]
    pub(super) async fn heard(mut self) {
        self.interrupt.recv().await;
    }
}
