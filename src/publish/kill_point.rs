//! Points on the way at which a publisher may be killed. Tests kill one at each of them.

/// A point on the way.
#[cfg(not(test))]
pub(in crate::publish) fn point() {}

#[cfg(test)]
pub(in crate::publish) use testing::point;

#[cfg(test)]
pub(in crate::publish) mod testing {
    use std::process::{Command, Stdio};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{PoisonError, RwLock, RwLockReadGuard};

    /// Says to a process of a test at which point it ends.
    pub(crate) const KILLED_AT: &str = "GUIDEPOST_TEST_KILLED_AT";

    /// A process that is being started has the locks of this one for a moment: who starts one writes, who locks reads.
    static STARTING: RwLock<()> = RwLock::new(());

    /// Nobody starts a process as long as this is held.
    pub(crate) fn while_nobody_starts() -> RwLockReadGuard<'static, ()> {
        STARTING.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a process, and says whether it ended well.
    pub(crate) fn has_ended_well(command: &mut Command) -> bool {
        let starting = STARTING.write().unwrap_or_else(PoisonError::into_inner);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        drop(starting);
        child.and_then(|mut child| child.wait()).expect("run").success()
    }

    static POINTS: AtomicUsize = AtomicUsize::new(0);

    /// Ends the process as a kill does, at the point that it was told of.
    pub(crate) fn point() {
        let Ok(wanted) = std::env::var(KILLED_AT) else { return };
        if POINTS.fetch_add(1, Ordering::SeqCst).to_string() == wanted {
            std::process::abort();
        }
    }
}
