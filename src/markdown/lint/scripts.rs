//! Links that would run a script when they are followed or loaded.

use crate::diagnostic::Code;
use crate::markdown::problem::Problem;
use crate::source::Span;

/// A link or a picture of Markdown that would.
pub(in crate::markdown) fn in_link(span: Span) -> Problem {
    let problem = Problem::new(Code::ScriptLink, span, "this link would run a script");
    problem.hint("link to a page instead")
}

/// An attribute of raw HTML that would.
pub(in crate::markdown) fn in_attribute(span: Span, name: &str) -> Problem {
    Problem::new(Code::ScriptLink, span, format!("the attribute `{name}` would run a script"))
}

/// What becomes of the thing a link leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Use {
    /// The reader goes there, or it is loaded as a document of its own.
    Followed,
    /// It is drawn as a picture, in which no script runs.
    Drawn,
}

/// Whether a link would run a script. Browsers drop tabs, line breaks and leading control
/// characters from addresses, so everything blank is passed over here too.
pub(in crate::markdown) fn runs_script(url: &str, used: Use) -> bool {
    let mut visible = url.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    if !matches!(visible.clone().next(), Some('j' | 'J' | 'v' | 'V' | 'd' | 'D')) {
        return false;
    }
    // Media types are short; whatever follows the comma is content.
    let start: String = visible.by_ref().take(200).map(|c| c.to_ascii_lowercase()).collect();
    if start.starts_with("javascript:") || start.starts_with("vbscript:") {
        return true;
    }
    let Some(data) = start.strip_prefix("data:") else { return false };
    let media = data.split(',').next().unwrap_or(data);
    match used {
        Use::Drawn => media.contains("html"),
        Use::Followed => media.contains("html") || media.contains("xml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_seen_through_disguises() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}java\tscr\nipt:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "DATA:text/html;base64,xx",
            "data:application/xhtml+xml,x",
        ] {
            assert!(runs_script(url, Use::Followed), "{url:?}");
        }
    }

    #[test]
    fn other_links_pass() {
        for url in [
            "https://a.b/javascript:",
            "javascript.md",
            "java/script:x",
            "data:image/png;base64,x",
            "",
            "démo",
        ] {
            assert!(!runs_script(url, Use::Followed), "{url:?}");
        }
        assert!(!runs_script("data:image/svg+xml,x", Use::Drawn));
        assert!(runs_script("data:image/svg+xml,x", Use::Followed));
    }
}
