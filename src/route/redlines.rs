//! The redlines of a page's revisions, with links that lead to where what they meant stands now.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::asked::{LinkQueries, RedlineOutcome};
use super::old_texts::{LackOfTexts, ParsedTexts, TextTree, Which};
use super::older::FilePublication;
use super::shown::{shown_file, shown_of};
use super::site::Site;
use super::words::capital;
use crate::diagnostic::{Code, Finding, Place};
use crate::history::ReferenceFolders;
use crate::link::{self, OldLinkTarget, OldText};
use crate::markdown::tree::Block;
use crate::markdown::{ReferenceKind, ReferenceMarkup};
use crate::model::{BaseText, Embedded, PageId, RepoPath, Revision};
use crate::parse;
use crate::path::{Address, FilePath, WrittenTarget, decode, encode, local_file};
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
            RedlineBlocks { fields: &before.tree.fields, blocks: self.links.blocks(&before).collect() },
            RedlineBlocks { fields: &after.tree.fields, blocks: self.links.blocks(&after).collect() },
        );
        let size = redline.size();
        shown.size = size_view(size.words_in, size.words_out);
        shown.changed = capital(&redline.summary(&self.links.site.config.words));
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
        if before.tree.fields != after.tree.fields {
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

/// A text as it stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct OldPlace<'a> {
    /// Its file then, from the site's root.
    pub(super) file: FilePath,
    /// The files that it shows, as far as is known.
    pub(super) shown: &'a [Embedded],
    pub(super) covers: Covers,
}

/// How much is known of the files that a text shows or links.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Covers {
    /// All of them, as they were approved with it: it shows no others.
    All,
    /// The pictures, as a commit had them. Whatever else it links is what stands there now.
    Pictures,
}

/// What addresses in texts of a page lead to now, from its history page.
struct OldLinks<'a> {
    links: &'a LinksOfOld<'a>,
    old: OldPlace<'a>,
    new: OldPlace<'a>,
}

impl redline::Links for OldLinks<'_> {
    fn shown<'l>(
        &'l self,
        side: redline::TextSide,
        kind: ReferenceKind,
        written: &'l str,
    ) -> ReferenceMarkup<'l> {
        let stood = match side {
            redline::TextSide::Old => &self.old,
            redline::TextSide::New => &self.new,
        };
        self.links.shown(stood, kind, written)
    }
}

/// Where references in texts of one page lead, and what was asked of that.
pub(super) struct LinksOfOld<'a> {
    site: &'a Site,
    page: PageId,
    here: Address,
    folders: ReferenceFolders,
    /// Pictures that were measured.
    sizes: RefCell<HashMap<Embedded, Option<(u32, u32)>>>,
    asked: RefCell<LinkQueries>,
}

impl<'a> LinksOfOld<'a> {
    /// References in texts of a page, as seen from an address.
    pub(super) fn new(site: &'a Site, page: PageId, here: Address) -> LinksOfOld<'a> {
        let folders = ReferenceFolders::of(&site.content_folder, &site.config);
        LinksOfOld { site, page, here, folders, sizes: RefCell::default(), asked: RefCell::default() }
    }

    /// What was asked.
    pub(super) fn asked(self) -> LinkQueries {
        self.asked.into_inner()
    }

    /// What a reference in a text that stood somewhere is shown as.
    pub(super) fn shown<'l>(
        &'l self,
        stood: &OldPlace<'_>,
        kind: ReferenceKind,
        written: &str,
    ) -> ReferenceMarkup<'l> {
        let LinksOfOld { site, page, here, asked, .. } = self;
        asked.borrow_mut().ask(&stood.file, kind, written);
        if let Some(covered) = self.covered(stood, kind, written) {
            return covered;
        }
        match site.places().lead(OldText { page: *page, file: &stood.file }, kind, written) {
            OldLinkTarget::Page(page, anchor) => {
                let anchor = anchor.as_deref();
                let words = (kind == ReferenceKind::Wiki).then(|| site.words_for(self.page, (page, anchor)));
                self.link(page, anchor, words.flatten())
            }
            OldLinkTarget::File(..) | OldLinkTarget::Static(..) if stood.covers == Covers::All => {
                ReferenceMarkup::Dead
            }
            OldLinkTarget::File(file, fragment) => self.file(&file, fragment.as_deref(), kind, stood.shown),
            OldLinkTarget::Static(address, rest) => {
                shown_file(format!("{}{rest}", address.relative_to(here)).into(), kind, None)
            }
            OldLinkTarget::Elsewhere => ReferenceMarkup::AsWritten,
            OldLinkTarget::Nothing => ReferenceMarkup::Dead,
        }
    }
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

    fn stood_at<'s>(&self, path: &RepoPath, shown: &'s [Embedded]) -> OldPlace<'s> {
        OldPlace { file: file_then(self.site, self.page, path), shown, covers: Covers::Pictures }
    }

    fn link<'l>(&'l self, page: PageId, anchor: Option<&str>, words: Option<&'l str>) -> ReferenceMarkup<'l> {
        let href = self.site.content.page(page).address.relative_to(&self.here);
        ReferenceMarkup::Link { href: with_fragment(href, anchor).into(), words: words.map(Cow::Borrowed) }
    }

    /// A file that was approved with a text, whatever stands there by now.
    fn covered(
        &self,
        stood: &OldPlace<'_>,
        kind: ReferenceKind,
        written: &str,
    ) -> Option<ReferenceMarkup<'_>> {
        if stood.covers != Covers::All {
            return None;
        }
        let files = self.folders.named_by(kind, written, &stood.file);
        let mut covered =
            files.iter().filter_map(|file| stood.shown.iter().find(|shown| shown.file == *file));
        let published = covered.find_map(|shown| self.site.older.exactly(shown))?;
        let fragment =
            WrittenTarget::new(written.trim()).fragment.map(|fragment| decode(fragment).into_owned());
        Some(self.published(published, fragment.as_deref(), kind))
    }

    fn file(
        &self,
        file: &FilePath,
        fragment: Option<&str>,
        kind: ReferenceKind,
        shown: &[Embedded],
    ) -> ReferenceMarkup<'_> {
        let published = self.site.older.published(file, shown);
        published.map_or(ReferenceMarkup::Dead, |published| self.published(published, fragment, kind))
    }

    fn published(
        &self,
        published: FilePublication<'_>,
        fragment: Option<&str>,
        kind: ReferenceKind,
    ) -> ReferenceMarkup<'_> {
        let (address, size) = match published {
            FilePublication::Then(embedded, address) => (address, self.size(embedded)),
            FilePublication::Today(id) => shown_of(self.site.content.asset(id)),
        };
        shown_file(with_fragment(address.relative_to(&self.here), fragment).into(), kind, size)
    }

    /// What names the bytes of a picture that a text shows; `None` where its commit does not have it.
    fn bytes(&self, stood: &OldPlace<'_>, written: &str) -> Option<Box<str>> {
        let path = decode(WrittenTarget::new(written).path);
        let file = local_file(&self.site.content_folder, &stood.file, &path)?;
        let embedded = stood.shown.iter().find(|embedded| embedded.file == file)?;
        Some(embedded.id.to_string().into())
    }

    /// The size of a picture as it was.
    fn size(&self, embedded: &Embedded) -> Option<(u32, u32)> {
        if let Some(known) = self.sizes.borrow().get(embedded) {
            return *known;
        }
        let bytes = self.site.texts.as_ref().and_then(|texts| texts.file_bytes(embedded.id).ok());
        if bytes.is_none() {
            self.asked.borrow_mut().lack_picture();
        }
        let size = bytes.and_then(|bytes| link::picture_size(&embedded.file, &bytes));
        self.sizes.borrow_mut().insert(embedded.clone(), size);
        size
    }
}

/// A text of a page, and where it stood.
pub(super) struct StoodText<'t> {
    pub(super) text: &'t str,
    pub(super) place: OldPlace<'t>,
}

/// Two texts of a page compared, as seen from the page.
pub(super) fn between(site: &Site, page: PageId, old: StoodText<'_>, new: StoodText<'_>) -> String {
    let (before, after) = (parse::as_read(old.text), parse::as_read(new.text));
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

/// Where a text stood then, as a file of the site; that of the page now where it stood outside.
pub(super) fn file_then(site: &Site, page: PageId, then: &RepoPath) -> FilePath {
    let file = site.texts.as_ref().and_then(|texts| texts.site_file(then));
    file.unwrap_or_else(|| site.content.page(page).file.clone())
}

fn with_fragment(mut address: String, fragment: Option<&str>) -> String {
    if let Some(fragment) = fragment {
        address.push('#');
        address.push_str(&encode(fragment));
    }
    address
}
