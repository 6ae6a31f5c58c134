//! Ids that are written twice on a page.

use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::markdown::read::ids::Clash;
use crate::source::Span;

/// What is wrong with an id of a text that another there has too.
pub(in crate::markdown) fn problem(text: &str, span: Span, clash: &Clash) -> Problem {
    let id = text.get(span.range()).unwrap_or_default();
    let message = format!("the id `{id}` stands twice on this page; the second becomes `{}`", clash.id);
    let problem = Problem::new(Code::DuplicateAnchor, span, message);
    match clash.first {
        Some(first) => problem.related(first, "the first is here"),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn ids_that_stand_twice() {
        for (text, expected) in
            [("# One {#a}\n\n# Two {#a}\n", &["duplicate-anchor: a"][..]), ("# One\n\n# One\n", &[][..])]
        {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
