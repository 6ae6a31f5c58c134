//! Steps of work, counted for the tests that hold it to be in line with the size of a text: whatever goes over a text, or over a
//! list of what is in it, says how far it went. Time depends on what else the machine does, and a step does not.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// So many signs, words or pairs were looked at. In the program itself this is nothing.
#[inline]
pub(crate) fn count_steps(count: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + count);
    #[cfg(not(test))]
    let _ = count;
}

/// How many steps are made of a text that is made in some way, on a small stack, as a worker thread may have: once at a size, and
/// once at eight times that.
#[cfg(test)]
pub(crate) fn grown<T>(make: impl Fn(usize) -> T, work: fn(&T)) -> (usize, usize)
where
    T: Send + 'static,
{
    let counted = |size: usize| {
        let text = make(size);
        let work = move || {
            STEPS.set(0);
            work(&text);
            STEPS.get()
        };
        let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(work);
        thread.expect("a thread").join().expect("no panic")
    };
    (counted(5_000), counted(40_000))
}

/// Eight times the text makes about eight times the steps, where a square would be sixty-four.
#[cfg(test)]
pub(crate) fn is_in_line(name: &str, (small, large): (usize, usize)) {
    assert!(small > 1_000, "{name}: what is looked at is not counted");
    assert!(large <= 9 * small, "{name}: {small} steps, and {large} of 8 times the text");
}
