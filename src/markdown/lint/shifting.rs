//! Raw HTML that changes by itself what it loads or where it leads, and styles that say in disguise what they load: nobody who approves
//! a text could tell which files belong to it.

use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::source::Span;

/// An attribute that would.
pub(in crate::markdown) fn in_attribute(span: Span, name: &str) -> Problem {
    let message = format!("the attribute `{name}` would change by itself what is loaded or where this leads");
    Problem::new(Code::ShiftingAddress, span, message).hint(
        "write what is to be loaded with `src` or `href` of an element of its own, and link to other pages",
    )
}

/// An attribute or a style that names files in a way which is not read.
pub(in crate::markdown) fn in_disguise(span: Span, name: &str) -> Problem {
    let message = format!("`{name}` names files in a way from which nobody can tell which these are");
    Problem::new(Code::ShiftingAddress, span, message)
        .hint("write each as it is called: `url(picture.svg)`, without escapes, references to characters or other functions")
}
