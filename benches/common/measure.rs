//! What processes cost, and what counts of several figures.

use std::fs;

/// CPU seconds of all children that have ended, from the fields `cutime` and `cstime` of proc(5), in hundredths.
pub(crate) fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("a system with /proc");
    let after_name = stat.rsplit(") ").next().expect("fields");
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |field: usize| fields[field].parse::<f64>().expect("a number");
    (ticks(13) + ticks(14)) / 100.0
}

/// The middle one of several figures.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
