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

/// A picture whose words end as Obsidian writes its width: `![[file.png|100]]`.
pub(in crate::markdown) fn with_width(span: Span, words: &str) -> Option<Problem> {
    let width = words.rsplit('|').next()?.trim();
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    let is_width =
        is_number(width) || width.split_once('x').is_some_and(|(a, b)| is_number(a) && is_number(b));
    (is_width && (width.len() == words.trim().len() || words.contains('|'))).then(|| {
        let message = "a number is no width here, but stands in the words for this picture";
        Problem::new(Code::EmptyAlternative, span, message)
            .hint("write what it shows between the brackets, and no width: `![what it shows](…)`")
    })
}

/// A picture of raw HTML. One that shows nothing is a word of the text.
pub(in crate::markdown) fn raw_picture(span: Span, tag: &str) -> Problem {
    if !tag.contains('=') {
        let message = "`<img>` without `src` shows nothing here";
        return Problem::new(Code::EmptyAlternative, span, message)
            .hint("where it is a word of the text, put it between backticks");
    }
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
            ("An <img> here.\n", &["empty-alternative: <img>"][..]),
            ("Words <img src=\"a.png\">\n", &["empty-alternative: <img src=\"a.png\">"][..]),
            (
                "![a.png](b/a.png) ![IMG_1](IMG_1.jpg)\n",
                &["empty-alternative: ![a.png](b/a.png)", "empty-alternative: ![IMG_1](IMG_1.jpg)"][..],
            ),
            (
                "![[a.png|100]] ![[a.png|Words|20x30]]\n",
                &["empty-alternative: ![[a.png|100]]", "empty-alternative: ![[a.png|Words|20x30]]"][..],
            ),
            ("![A|B](a.png) ![Room 12](b.png)\n", &[][..]),
            ("[[a| ]]\n", &["link-form: [[a| ]]"][..]),
            ("![Words](a.png) ![logo](logo.png) [[a]]\n", &[][..]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
