//! Words that a new page begins with, for somebody to replace.

/// The name of somebody who holds a role.
pub const THEIR_NAME: &str = "Their name";
/// Their mail address.
pub const THEIR_ADDRESS: &str = "name@example.org";
/// How the text begins; the name of the kind follows.
pub const TEXT_BEGINS: &str = "Say here in one or two sentences what this ";
/// How it ends.
pub const TEXT_ENDS: &str = " is about and whom it concerns.";
