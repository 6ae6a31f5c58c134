//! Who does something at a target, and when.

/// Who does something at a target, and when.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// Who.
    pub by: &'a str,
    /// The moment, as RFC 3339 has it.
    pub at: &'a str,
}
