//! How a site writes Markdown.

/// What becomes of raw HTML in a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum RawHtml {
    /// It stands as written; links that would run a script are taken out.
    #[default]
    Pass,
    /// It is cleaned of everything that could run or restyle the page.
    Sanitize,
    /// It is shown as text, and a finding.
    Deny,
}

/// Which language is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Dialect {
    /// CommonMark with GFM, wikilinks, definition lists, heading attributes and figures.
    #[default]
    Full,
    /// CommonMark alone, for the tests of its specification.
    CommonMark,
}

/// Whether straight quotes and `--` become typographic.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Punctuation {
    /// Quotes, dashes and ellipses as a printer sets them.
    #[default]
    Smart,
    /// As typed.
    Plain,
}

/// How a site writes Markdown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Options {
    /// Which language is read.
    pub dialect: Dialect,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Quotes and dashes.
    pub punctuation: Punctuation,
}
