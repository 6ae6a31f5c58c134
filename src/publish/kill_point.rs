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

    /// Says to a process of a test at which point it ends.
    pub(crate) const KILLED_AT: &str = "GUIDEPOST_TEST_KILLED_AT";

    /// Starts a process, and says whether it ended well.
    pub(crate) fn has_ended_well(command: &mut Command) -> bool {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("run").success()
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
