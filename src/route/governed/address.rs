//! Where the pages of governance are found: the checklist, and below it all that belongs to it, whatever else somebody wrote.

use crate::path::{Address, slug};
use crate::route::Site;

/// How everything stands.
pub(in crate::route) fn overview() -> Address {
    Address::folder("checklist")
}

/// How every page stands.
pub(in crate::route) fn by_page() -> Address {
    below("pages")
}

/// Every page under control.
pub(in crate::route) fn register() -> Address {
    below("register")
}

/// Every record that counts.
pub(in crate::route) fn records() -> Address {
    below("records")
}

/// All governance models side by side.
pub(in crate::route) fn models() -> Address {
    below("models")
}

/// What a role answers for, and what waits for it, by its number in the index.
pub(in crate::route) fn role(site: &Site, number: usize) -> Address {
    below(&format!("role/{}", slug(&site.governed_index().roles[number])))
}

/// How a control stands everywhere, by its number in the index.
pub(in crate::route) fn control(site: &Site, number: usize) -> Address {
    below(&format!("control/{}", slug(&site.governed_index().controls[number].id)))
}

fn below(rest: &str) -> Address {
    Address::folder(&format!("{}{rest}", overview().as_str()))
}
