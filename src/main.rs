//! The command `guidepost`.

fn main() {}
