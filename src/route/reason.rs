//! Why somebody changed a page, at length: the body of a commit's message, which people write as Markdown.

use crate::config::Config;
use crate::markdown::{self, Options, RawHtml, ReferenceKind, ReferenceMarkup};
use crate::redline::{self, Links, RedlinePage, TextSide, Unchanged};

/// The title of a revision stands above the headings of its reason.
const DEEPER: u8 = 2;
/// More letters than this are a text of their own, and folded but for the first block.
const LONG: usize = 700;
/// A first block of more letters than this is folded too.
const LONG_BLOCK: usize = 350;

/// A reason as HTML.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Reason {
    /// What is shown.
    pub(super) shown: String,
    /// What is one click away.
    pub(super) folded: String,
}

/// The reason that the body of a message gives, read as the site reads Markdown.
pub(super) fn reason(config: &Config, body: &str) -> Reason {
    if body.is_empty() {
        return Reason::default();
    }
    let options = Options { raw_html: RawHtml::Deny, ..config.markdown };
    let page =
        RedlinePage { links: &OnlySafe, deeper: DEEPER, unchanged: Unchanged::Shown, words: &config.words };
    let blocks = markdown::parse(body, &options).blocks();
    let is_long = body.chars().count() > LONG;
    let mut reason = Reason::default();
    for (nth, block) in blocks.iter().enumerate() {
        let mut html = String::new();
        redline::block_html(block, &page, &mut html);
        let is_shown = !is_long || nth == 0 && html.chars().count() <= LONG_BLOCK;
        if is_shown { reason.shown.push_str(&html) } else { reason.folded.push_str(&html) }
    }
    reason
}

/// Messages are written for a repository: only what leads out of it, and safely, leads anywhere from a page.
struct OnlySafe;

impl Links for OnlySafe {
    fn shown<'l>(&'l self, _: TextSide, kind: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        let is_link = matches!(kind, ReferenceKind::Link | ReferenceKind::Bare);
        let is_safe = written.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
        if is_link && is_safe { ReferenceMarkup::AsWritten } else { ReferenceMarkup::Dead }
    }
}
