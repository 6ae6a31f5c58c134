//! Pictures and links that say nothing to somebody who cannot see them.

use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::source::Span;

/// A picture of Markdown.
pub(in crate::markdown) fn picture(span: Span) -> Problem {
    without_words(span, "write what it shows between the brackets: `![what it shows](…)`")
}

/// A picture of Markdown whose words are the name of its file.
pub(in crate::markdown) fn named_after_file(span: Span, words: &str, target: &str) -> Option<Problem> {
    let file = target.split(['?', '#']).next()?.rsplit(['/', '\\']).next()?;
    let (stem, _) = file.rsplit_once('.')?;
    let is_numbered = stem.contains(|sign: char| sign.is_ascii_digit() || sign == '_');
    let is_name = |name: &str| words.eq_ignore_ascii_case(name) || words == name.replace("%20", " ");
    (is_name(file) || is_numbered && is_name(stem)).then(|| {
        let message = "the words for this picture are the name of its file";
        Problem::new(Code::EmptyAlternative, span, message)
            .hint("write what it shows between the brackets: `![what it shows](…)`")
    })
}

/// A picture of raw HTML.
pub(in crate::markdown) fn raw_picture(span: Span) -> Problem {
    without_words(span, "add `alt=\"what it shows\"`, or `alt=\"\"` where it only decorates")
}

fn without_words(span: Span, hint: &'static str) -> Problem {
    let message = "this picture has no words for those who cannot see it";
    Problem::new(Code::EmptyAlternative, span, message).hint(hint)
}

/// A wikilink: `[[target|]]`.
pub(in crate::markdown) fn wikilink(span: Span, target: &str) -> Problem {
    let problem = Problem::new(Code::LinkForm, span, "the link has no words to click on");
    problem.hint(format!("write `[[{target}]]`, or words: `[[{target}|words]]`"))
}

#[cfg(test)]
mod tests {
    use crate::markdown::lint::found;

    #[test]
    fn pictures_and_links_without_words() {
        for (text, expected) in [
            ("![](a.png)\n", &["empty-alternative: ![](a.png)"][..]),
            ("Words <img src=\"a.png\">\n", &["empty-alternative: <img src=\"a.png\">"][..]),
            (
                "![a.png](b/a.png) ![IMG_1](IMG_1.jpg)\n",
                &["empty-alternative: ![a.png](b/a.png)", "empty-alternative: ![IMG_1](IMG_1.jpg)"][..],
            ),
            ("[[a| ]]\n", &["link-form: [[a| ]]"][..]),
            ("![Words](a.png) ![logo](logo.png) [[a]]\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
