//! In place of object stores, where the program was built without them.

use crate::publish::error::PublishError;

/// Says how to get them.
pub(super) fn refused(address: &str) -> PublishError {
    // An address may hold a password by mistake.
    let shown = address.split(['@', '?']).next().filter(|shown| shown.len() == address.len());
    PublishError::OfPlace {
        why: format!(
            "{} is in an object store, and this program was built without them",
            shown.map_or_else(|| "the target".to_owned(), |shown| format!("`{shown}`"))
        ),
        hint: "install it with them: `cargo install --path . --features s3` in a checkout of guidepost"
            .to_owned(),
    }
}
