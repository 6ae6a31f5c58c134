//! The texts of a page's past: read once and parsed once, however many routes show them and however often each is
//! compared. Nothing that was parsed is kept once the routes of a page are drawn.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::answer::Route;
use super::comparable::ComparableTexts;
use super::governed;
use super::site::Site;
use crate::config::Kinds;
use crate::diagnostic::defect::caught;
use crate::markdown;
use crate::markdown::tree::Block;
use crate::model::{FrontField, PageId, Revision, TextId};
use crate::parse::{self, HeadAndBody};
use crate::shared::quick_hash::QuickHash;
use crate::world::{VersionsError, as_text};

/// How much of a page's past is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PastDetail {
    /// All that readers get.
    Whole,
    /// What finds whether it can be: the redlines that are drawn in any case. What is counted, and what browsers compare,
    /// is left out, and of texts it is only looked whether they are there.
    Sample,
}

/// The texts that some routes show. Nothing is read before it is asked for.
pub struct RouteTexts<'a> {
    site: &'a Site,
    page: Option<PageId>,
    detail: PastDetail,
    /// Those that could be read, and those that could not.
    read: OnceCell<HashMap<TextId, Option<Arc<str>>>>,
}

/// Where the texts of a page lie parsed while its routes are drawn. They are alike but for a few sections, each of which
/// is parsed once.
pub struct ParsedTexts<'t> {
    texts: &'t RouteTexts<'t>,
    trees: HashMap<Which, Rc<TextTree<'t>>>,
    heads: HashMap<&'t str, Rc<HeadFields>, QuickHash>,
    sections: HashMap<&'t str, Rc<SectionTree<'t>>, QuickHash>,
    /// Bytes of sections that lie here parsed.
    taken: usize,
    pub(super) compared: Option<Rc<ComparableTexts>>,
}

/// A text of a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Which {
    /// The one in the working tree.
    Working,
    /// One of the version history.
    Old(TextId),
}

/// A text as it is compared.
pub(super) struct TextTree<'t> {
    /// The data at its head.
    pub(super) head: Rc<HeadFields>,
    /// Its Markdown, section by section.
    pub(super) sections: Vec<Rc<SectionTree<'t>>>,
}

/// The data at the head of a text.
#[derive(PartialEq, Eq)]
pub(super) struct HeadFields {
    /// What kinds of pages declare: pages show it, or the site goes by it.
    pub(super) declared: Vec<FrontField>,
    /// What nobody here knows. No page shows it, and so no history does: that it changed is told.
    pub(super) others: Vec<FrontField>,
}

impl HeadFields {
    /// Those of the YAML of a head.
    fn of(head: &str, rules: DeclaredFields<'_>) -> HeadFields {
        let fields = parse::fields_of_head(head);
        let own = fields.iter().find(|field| field.name == "kind").and_then(|field| field.values.first());
        let kind = own.cloned().unwrap_or_else(|| rules.inherited.to_owned());
        let (declared, others) = fields.into_iter().partition(|field| rules.declares(&kind, field));
        HeadFields { declared, others }
    }
}

/// By what the data at the head of a text is declared: both by the kinds of today and, where these were others, by the
/// kinds that there were while it stood.
#[derive(Clone, Copy)]
struct DeclaredFields<'a> {
    today: &'a Kinds,
    then: Option<&'a [Arc<Kinds>]>,
    /// The kind of a text that names none.
    inherited: &'a str,
}

impl DeclaredFields<'_> {
    fn declares(self, kind: &str, field: &FrontField) -> bool {
        let key = field.name.split('.').next().unwrap_or_default();
        let has = |kinds: &Kinds| {
            let kind = kinds.named(kind).unwrap_or_else(|| kinds.plain());
            kind.fields.iter().any(|field| field.name == key)
        };
        has(self.today) && self.then.is_none_or(|then| then.iter().any(|kinds| has(kinds)))
    }
}

/// Whether a kind of page has a field, or one that it stands within.
pub(super) fn is_declared(field: &FrontField, kinds: &Kinds) -> bool {
    let key = field.name.split('.').next().unwrap_or_default();
    kinds.all().iter().any(|kind| kind.fields.iter().any(|field| field.name == key))
}

/// A section that texts have in common.
pub(super) struct SectionTree<'t> {
    pub(super) text: &'t str,
    pub(super) blocks: Vec<Block<'t>>,
}

impl<'t> TextTree<'t> {
    /// The blocks of its Markdown.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block<'t>> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }
}

/// Bytes of texts that lie parsed at most, but for the last one; trees take several times as much.
const MOST_PARSED: usize = 4 << 20;

impl Site {
    /// Every route, each once: those together that show the same texts.
    pub fn batches(&self) -> Vec<Vec<Route>> {
        let all: HashSet<Route> = self.published.routes.iter().copied().collect();
        let batch = |route: &Route| match *route {
            Route::Texts(id) if all.contains(&Route::History(id)) => None,
            Route::History(id) if all.contains(&Route::Texts(id)) => Some(vec![*route, Route::Texts(id)]),
            route => Some(vec![route]),
        };
        self.published.routes.iter().filter_map(batch).collect()
    }

    /// The texts of the routes of a batch.
    pub fn old_texts(&self, batch: &[Route], detail: PastDetail) -> RouteTexts<'_> {
        let page = batch.iter().copied().find_map(Route::past_of);
        RouteTexts { site: self, page, detail, read: OnceCell::new() }
    }

    /// Reads the texts of many routes, in the order in which that is the fastest.
    pub fn read_ahead(&self, routes: impl Iterator<Item = Route>) {
        let Some(versions) = &self.texts else { return };
        let pages: BTreeSet<PageId> = routes.filter_map(Route::past_of).collect();
        let texts: HashSet<TextId> = pages.into_iter().flat_map(|page| self.texts_of_past(page)).collect();
        let mut texts: Vec<TextId> = texts.into_iter().collect();
        versions.sort_as_stored(&mut texts);
        // What cannot be read, or fails, is found where it is shown.
        texts.par_iter().with_min_len(64).for_each(|text| drop(caught(|| versions.keep_for_later(*text))));
        versions.rest();
    }

    /// The texts of a page's past, some of them twice.
    fn texts_of_past(&self, page: PageId) -> impl Iterator<Item = TextId> {
        self.revisions(page).iter().flat_map(texts_of)
    }

    /// Those of the redlines that are drawn in any case.
    fn texts_of_sample(&self, page: PageId) -> impl Iterator<Item = TextId> {
        let revisions = self.revisions(page);
        let newest = revisions.iter().position(|revision| revision.folded.is_none()).unwrap_or_default();
        let is_drawn = move |(nth, revision): &(usize, &Revision)| {
            *nth <= newest || governed::issue_with(self, page, revision.text).is_some()
        };
        revisions.iter().enumerate().filter(is_drawn).flat_map(|(_, revision)| texts_of(revision))
    }

    fn revisions(&self, page: PageId) -> &[Revision] {
        self.past.history_of(page).map_or(&[], |past| &past.revisions)
    }
}

/// The text of a revision, and the one that it came from.
fn texts_of(revision: &Revision) -> impl Iterator<Item = TextId> + use<> {
    let before = revision.before.as_ref().map(|before| before.text);
    std::iter::once(revision.text).chain(before)
}

impl Route {
    /// The page whose past it shows.
    pub fn past_of(self) -> Option<PageId> {
        match self {
            Route::History(page) | Route::Texts(page) => Some(page),
            _ => None,
        }
    }
}

/// What keeps older texts from being read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LackOfTexts {
    /// The clone has not got them, as a partial one.
    NotHere,
    /// They are there, and cannot be read.
    Damaged,
}

impl RouteTexts<'_> {
    /// The texts as redlines are drawn from them, none of them parsed yet.
    pub fn parsed(&self) -> ParsedTexts<'_> {
        ParsedTexts {
            texts: self,
            trees: HashMap::new(),
            heads: HashMap::default(),
            sections: HashMap::default(),
            taken: 0,
            compared: None,
        }
    }

    fn read(&self) -> &HashMap<TextId, Option<Arc<str>>> {
        self.read.get_or_init(|| {
            let mut read = HashMap::new();
            let read_one = |id| {
                read.entry(id).or_insert_with(|| {
                    let bytes = self.site.texts.as_ref()?.blob(id).ok()?;
                    Some(parse::as_shown(as_text(&bytes).into(), self.site.config.markdown))
                });
            };
            match (self.page, self.detail) {
                (None, _) => {}
                (Some(page), PastDetail::Whole) => self.site.texts_of_past(page).for_each(read_one),
                (Some(page), PastDetail::Sample) => self.site.texts_of_sample(page).for_each(read_one),
            }
            read
        })
    }

    /// Lets go of the texts, which nobody asks for once their routes are drawn.
    pub fn let_go(&self) {
        if let (Some(versions), Some(read)) = (&self.site.texts, self.read.get()) {
            versions.let_go(&read.keys().copied().collect::<Vec<TextId>>());
        }
    }

    /// The texts that are known to be unreadable.
    fn unreadable(&self) -> Vec<TextId> {
        let read = self.read();
        let mut lacking: Vec<TextId> =
            read.iter().filter(|(_, text)| text.is_none()).map(|(id, _)| *id).collect();
        if self.detail == PastDetail::Sample
            && let (Some(page), Some(versions)) = (self.page, &self.site.texts)
        {
            let unread = &self.site.past.histories.unread;
            let is_unread = |id: &TextId| unread.contains(id) || versions.are_there(&[id.0]).is_err();
            let others = self.site.texts_of_past(page).filter(|id| !read.contains_key(id));
            lacking.extend(others.filter(is_unread));
        }
        lacking
    }

    /// By what the data at the head of a text is declared. A page that names its kind today was a plain one where it named none.
    fn declared(&self, which: Which) -> DeclaredFields<'_> {
        let kinds = &self.site.config.kinds;
        let page = self.page.map(|page| self.site.content.page(page));
        let inherited = page.filter(|page| !page.keys.has("kind")).map_or(kinds.plain(), |page| &page.kind);
        let then = match which {
            Which::Working => None,
            Which::Old(text) => self.site.past.histories.kinds_then.get(&text),
        };
        DeclaredFields { today: kinds, then: then.map(Vec::as_slice), inherited: &inherited.name }
    }

    fn text(&self, which: Which) -> Option<&str> {
        match which {
            Which::Working => Some(&self.site.content.page(self.page?).source.as_ref()?.shown),
            Which::Old(id) => self.read().get(&id)?.as_deref(),
        }
    }
}

impl<'t> ParsedTexts<'t> {
    /// Whether these are the texts of a page.
    pub(super) fn is_of(&self, page: PageId) -> bool {
        self.texts.page == Some(page)
    }

    /// What keeps texts from being read, where some cannot be.
    pub(super) fn lack(&self) -> Option<LackOfTexts> {
        let lacking = self.texts.unreadable();
        if lacking.is_empty() {
            return None;
        }
        let texts = self.texts.site.texts.as_ref();
        let is_missing =
            |id| texts.is_some_and(|texts| matches!(texts.blob(id), Err(VersionsError::Missing(_))));
        Some(if lacking.into_iter().all(is_missing) { LackOfTexts::NotHere } else { LackOfTexts::Damaged })
    }

    /// How much of the past is drawn.
    pub(super) fn detail(&self) -> PastDetail {
        self.texts.detail
    }

    /// A text; `None` where it cannot be read.
    pub(super) fn tree(&mut self, which: Which) -> Option<Rc<TextTree<'t>>> {
        if let Some(known) = self.trees.get(&which) {
            return Some(known.clone());
        }
        let HeadAndBody { head, body } = parse::head_and_body(self.texts.text(which)?);
        let rules = self.texts.declared(which);
        let read = || Rc::new(HeadFields::of(head, rules));
        let fields =
            if rules.then.is_some() { read() } else { self.heads.entry(head).or_insert_with(read).clone() };
        let sections = markdown::sections(body).into_iter().map(|section| self.section(section)).collect();
        let tree = Rc::new(TextTree { head: fields, sections });
        self.trees.insert(which, tree.clone());
        Some(tree)
    }

    fn section(&mut self, text: &'t str) -> Rc<SectionTree<'t>> {
        if let Some(known) = self.sections.get(text) {
            return known.clone();
        }
        if self.taken + text.len() > MOST_PARSED {
            self.trees.clear();
            self.heads.clear();
            self.sections.clear();
            self.taken = 0;
        }
        self.taken += text.len();
        let blocks = markdown::parse(text, &self.texts.site.config.markdown).blocks();
        let section = Rc::new(SectionTree { text, blocks });
        self.sections.insert(text, section.clone());
        section
    }
}
