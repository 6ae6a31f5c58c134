//! Doing something for each of many things, several at once: more than there are processors, where most of the time goes
//! into waiting for others.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// So many requests to somebody else are on their way at once.
pub const AT_ONCE: usize = 8;

/// Does something for each of these, so many at once, and returns what came of each, in their order.
///
/// # Errors
/// That of the first in order among those that failed; once one has, nothing more is begun.
pub fn each<T: Sync, R: Send, E: Send>(
    at_once: usize,
    things: &[T],
    act: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let done = Mutex::new(Vec::with_capacity(things.len()));
    let work = || {
        while !failed.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(number) else { return };
            let made = act(thing);
            if made.is_err() {
                failed.store(true, Ordering::Relaxed);
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, made));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..at_once.min(things.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_each_is_in_order_and_no_more_are_at_work_than_may_be() {
        let (at_work, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let things: Vec<usize> = (0..200).collect();
        let doubled: Result<Vec<usize>, ()> = each(4, &things, |thing| {
            most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::yield_now();
            at_work.fetch_sub(1, Ordering::SeqCst);
            Ok(thing * 2)
        });
        assert_eq!(doubled, Ok(things.iter().map(|thing| thing * 2).collect()));
        assert!((1..=4).contains(&most.into_inner()));
    }

    #[test]
    fn after_one_that_fails_no_other_is_begun() {
        let begun = AtomicUsize::new(0);
        let failed: Result<Vec<()>, usize> = each(1, &[0, 1, 2, 3], |thing| {
            begun.fetch_add(1, Ordering::SeqCst);
            if *thing == 1 { Err(*thing) } else { Ok(()) }
        });
        assert_eq!((failed, begun.into_inner()), (Err(1), 2));
    }
}
