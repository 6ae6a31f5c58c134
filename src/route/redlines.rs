//! The redlines of a page's revisions, with links that lead to where what they meant stands now.

use std::rc::Rc;

use super::asked::RedlineOutcome;
use super::old_links::{Covers, LinksOfOld, OldLinks, OldPlace};
use super::old_texts::{LackOfTexts, ParsedTexts, TextTree, Which, is_declared};
use super::site::Site;
use super::words::capital;
use crate::diagnostic::{Code, Finding, Place};
use crate::markdown::tree::Block;
use crate::model::{BaseText, FrontField, PageId, Revision};
use crate::parse;
use crate::redline::{self, PassageCounts, RedlineBlocks, Unchanged};
use crate::theme::view::{RevisionView, SizeView};

/// The page's own title and the revision's stand above the headings of a text.
const DEEPER: u8 = 2;

/// A text of a page.
#[derive(Clone, Copy)]
pub(super) enum RevisionSide<'a> {
    /// The one in the working tree.
    Working,
    /// That of a revision.
    Revision(&'a Revision),
}

impl RevisionSide<'_> {
    fn which(self) -> Which {
        match self {
            RevisionSide::Working => Which::Working,
            RevisionSide::Revision(revision) => Which::Old(revision.text),
        }
    }
}

/// Draws redlines for the history of one page.
pub(super) struct Redlines<'s, 'd, 't> {
    links: LinksOfOld<'s>,
    parsed: &'d mut ParsedTexts<'t>,
}

impl<'s, 'd, 't> Redlines<'s, 'd, 't> {
    pub(super) fn for_page(
        site: &'s Site,
        page: PageId,
        parsed: &'d mut ParsedTexts<'t>,
    ) -> Redlines<'s, 'd, 't> {
        let links = LinksOfOld::new(site, page, super::addresses::history(site, page));
        Redlines { links, parsed }
    }

    /// Fills in what a text changed against an older one: in words, and the text itself with what did not change in it
    /// shown as `unchanged` says.
    pub(super) fn draw(
        &mut self,
        old: &BaseText,
        new: RevisionSide<'_>,
        unchanged: Unchanged,
        shown: &mut RevisionView,
    ) {
        let Some(Pair { old: before, new: after }) = self.pair(old, new, shown) else { return };
        let redline = redline::between_blocks(
            RedlineBlocks {
                fields: &before.tree.head.declared,
                blocks: self.links.blocks(&before).collect(),
            },
            RedlineBlocks { fields: &after.tree.head.declared, blocks: self.links.blocks(&after).collect() },
        );
        let size = redline.size();
        shown.size = size_view(size.words_in, size.words_out);
        let words = &self.links.site.config.words;
        let others_say_the_same = says_the_same(&before.tree.head.others, &after.tree.head.others);
        shown.changed = capital(&match redline.summary(words) {
            said if others_say_the_same => said,
            _ if redline.is_empty() => words.say("data_changed").to_owned(),
            said => format!("{said}, {}", words.say("data_changed")),
        });
        if redline.is_empty() {
            return;
        }
        let links = OldLinks { links: &self.links, old: before.place, new: after.place };
        let page = redline::RedlinePage {
            links: &links,
            deeper: DEEPER,
            unchanged,
            words: &self.links.site.config.words,
        };
        redline.html(&page, &mut shown.redline);
    }

    /// Says how many passages of a text changed against an older one. `compare` is the address that has a browser compare
    /// the two; empty where it cannot.
    pub(super) fn count(
        &mut self,
        old: &BaseText,
        new: RevisionSide<'_>,
        compare: String,
        shown: &mut RevisionView,
    ) {
        let Some(Pair { old: before, new: after }) = self.pair(old, new, shown) else { return };
        let fingerprints = |text: &PlacedTree<'_, 't>| -> Vec<u64> {
            if text.may_show_others {
                self.links.blocks(text).map(|block| block.fingerprint).collect()
            } else {
                text.tree.blocks().map(|block| block.fingerprint).collect()
            }
        };
        let words = &self.links.site.config.words;
        let mut said = PassageCounts::between(&fingerprints(&before), &fingerprints(&after)).said(words);
        let (head, now) = (&before.tree.head, &after.tree.head);
        if !says_the_same(&head.declared, &now.declared) || !says_the_same(&head.others, &now.others) {
            said.push(words.say("data_changed").to_owned());
        }
        shown.changed = match &said[..] {
            [] => capital(words.say("nothing_changed")),
            said => capital(&said.join(", ")),
        };
        if !said.is_empty() {
            shown.compare = compare;
        }
    }

    /// Two texts, each where it stood; where one cannot be read, it is said.
    fn pair<'r>(
        &mut self,
        old: &'r BaseText,
        new: RevisionSide<'r>,
        shown: &mut RevisionView,
    ) -> Option<Pair<'r, 't>> {
        let trees = self.parsed.tree(Which::Old(old.text)).zip(self.parsed.tree(new.which()));
        let Some((before, after)) = trees else {
            shown.changed = self.links.site.say("text_unreadable_here");
            return None;
        };
        let stood = self.links.stood_at(&old.path, &old.embedded);
        let stands = self.links.stood(new);
        // Only between commits is it known which pictures were replaced under their names.
        let may_show_others = matches!(new, RevisionSide::Revision(_)) && stood.shown != stands.shown;
        Some(Pair {
            old: PlacedTree { tree: before, place: stood, may_show_others },
            new: PlacedTree { tree: after, place: stands, may_show_others },
        })
    }

    /// A text; `None` where it cannot be read.
    pub(super) fn text(&mut self, side: RevisionSide<'_>) -> Option<Rc<TextTree<'t>>> {
        self.parsed.tree(side.which())
    }

    /// Where a text stood, on which depends what its addresses lead to.
    pub(super) fn place<'r>(&self, side: RevisionSide<'r>) -> OldPlace<'r> {
        self.links.stood(side)
    }

    /// The HTML of a block of a text that stood there, as a browser compares it.
    pub(super) fn block(&self, block: &Block<'_>, place: &OldPlace<'_>) -> String {
        let links = OldLinks { links: &self.links, old: place.clone(), new: place.clone() };
        let page = redline::RedlinePage {
            links: &links,
            deeper: DEEPER,
            unchanged: Unchanged::Shown,
            words: &self.links.site.config.words,
        };
        let mut html = String::new();
        redline::block_html(block, &page, &mut html);
        html
    }

    /// What came of it beside what was drawn.
    pub(super) fn drawn(self) -> RedlineOutcome {
        RedlineOutcome { findings: self.findings(), asked: self.links.asked() }
    }

    /// What could not be read, where something could not. A page with findings is made anew each time.
    fn findings(&self) -> Vec<Finding> {
        let hint = "a partial clone fetches what it lacks with `git fetch --refetch --no-filter`";
        let finding = match self.parsed.lack() {
            None => return Vec::new(),
            // The same for all pages, and so reported once.
            Some(LackOfTexts::NotHere) => {
                let message =
                    "earlier texts of pages are not in this clone: what changed in them is not shown";
                Finding::of_site(Code::MissingObjects, message).hint(hint)
            }
            Some(LackOfTexts::Damaged) => {
                let page = &self.links.site.content.page(self.links.page).file;
                let message = "earlier texts of this page cannot be read from the repository";
                Finding::new(Code::UnreadableHistory, Place::file(page), message)
                    .hint(format!("`git fsck` says what is wrong; {hint}"))
            }
        };
        vec![finding]
    }
}

/// Two texts that are compared.
struct Pair<'p, 't> {
    old: PlacedTree<'p, 't>,
    new: PlacedTree<'p, 't>,
}

/// A text where it stood.
struct PlacedTree<'p, 't> {
    tree: Rc<TextTree<'t>>,
    place: OldPlace<'p>,
    /// Whether the other one shows other pictures, perhaps under the same names.
    may_show_others: bool,
}

/// Words that fill each step of the bar.
const STEPS: [u32; 4] = [10, 40, 150, 500];

fn size_view(words_in: u32, words_out: u32) -> SizeView {
    let words = words_in + words_out;
    let above = STEPS.iter().filter(|least| words > **least).count();
    SizeView { words_in, words_out, step: if words == 0 { 0 } else { above + 1 } }
}

impl LinksOfOld<'_> {
    /// The blocks of a text as they are compared.
    fn blocks<'b, 't>(&'b self, text: &'b PlacedTree<'_, 't>) -> impl Iterator<Item = Block<'t>> + 'b {
        let bytes = |written: &str| self.bytes(&text.place, written);
        text.tree.blocks().cloned().map(
            move |block| {
                if text.may_show_others { block.showing(&bytes) } else { block }
            },
        )
    }

    /// Where a text stood, as a file of the site. The working text shows what the working tree has.
    fn stood<'s>(&self, side: RevisionSide<'s>) -> OldPlace<'s> {
        match side {
            RevisionSide::Working => {
                let file = self.site.content.page(self.page).file.clone();
                OldPlace { file, shown: &[], covers: Covers::Pictures }
            }
            RevisionSide::Revision(revision) => self.stood_at(&revision.path, &revision.embedded),
        }
    }
}

/// A text of a page, and where it stood.
pub(super) struct StoodText<'t> {
    pub(super) text: &'t str,
    pub(super) place: OldPlace<'t>,
}

/// Two texts of a page compared, as seen from the page.
pub(super) fn between(site: &Site, page: PageId, old: StoodText<'_>, new: StoodText<'_>) -> String {
    let (mut before, mut after) = (parse::as_read(old.text), parse::as_read(new.text));
    for read in [&mut before, &mut after] {
        read.fields.retain(|field| is_declared(field, &site.config.kinds));
    }
    let redline = redline::between(
        redline::RedlineText { fields: &before.fields, body: before.body },
        redline::RedlineText { fields: &after.fields, body: after.body },
        &site.config.markdown,
    );
    let links = LinksOfOld::new(site, page, site.content.page(page).address.clone());
    let links = OldLinks { links: &links, old: old.place, new: new.place };
    let shown = redline::RedlinePage {
        links: &links,
        deeper: DEEPER,
        unchanged: Unchanged::Folded,
        words: &site.config.words,
    };
    let mut html = String::new();
    redline.html(&shown, &mut html);
    html
}

/// Whether front matter says the same, in whatever order.
fn says_the_same(before: &[FrontField], after: &[FrontField]) -> bool {
    let sorted = |fields: &[FrontField]| {
        let mut sorted = fields.to_vec();
        sorted.sort_by(|a, b| (&a.name, &a.values).cmp(&(&b.name, &b.values)));
        sorted
    };
    before == after || sorted(before) == sorted(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_says_nothing() {
        let fields = |text: &str| parse::as_read(&format!("---\n{text}---\n")).fields;
        let before = fields("title: A\nowner: lead\ntags: [a, b]\n");
        assert!(says_the_same(&before, &fields("tags: [a, b]\ntitle: A\nowner: lead\n")));
        assert!(!says_the_same(&before, &fields("title: A\nowner: lead\ntags: [b, a]\n")));
        assert!(!says_the_same(&before, &fields("title: A\nowner: lead\n")));
    }
}
