//! Draws pages on threads of its own.
//!
//! As few as there are processors, and always the same: each remembers the code that it has highlighted
//! (`markdown::line_memory`), and a thread for every request would remember it hundreds of times.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;

/// Those who draw.
pub(super) struct RenderPool {
    threads: ThreadPool,
}

impl RenderPool {
    /// Starts the threads. They end with this.
    pub(super) fn start() -> io::Result<RenderPool> {
        let threads = ThreadPoolBuilder::new().thread_name(|nth| format!("draw {nth}")).build();
        Ok(RenderPool { threads: threads.map_err(io::Error::other)? })
    }

    /// Does something that takes a while, when its turn comes, and tells nobody.
    pub(super) fn begin(&self, act: impl FnOnce() + Send + 'static) {
        // What panics is reported by those who ask for it.
        self.threads.spawn(move || drop(catch_unwind(AssertUnwindSafe(act))));
    }

    /// Does something that takes a while, when its turn comes; `None` where it panics.
    pub(super) async fn done<T: Send + 'static>(
        &self,
        act: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (done, result) = oneshot::channel();
        self.threads.spawn(move || {
            // A browser that has gone away hears nothing of it.
            if !done.is_closed() {
                let _ = done.send(catch_unwind(AssertUnwindSafe(act)).ok());
            }
        });
        result.await.ok().flatten()
    }
}
