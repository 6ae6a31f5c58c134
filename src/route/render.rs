//! Gathers what the drawing of a route looks at, hashes that, and draws it.

use std::collections::HashMap;

use blake3::Hash;

use super::answer::{Answer, Route};
use super::asked::{LinkQueries, RedlineOutcome};
use super::book::SheetNumbers;
use super::drawing::{BlockDrawing, GeneratedOutput, PageDrawing, PageParts, PlacedBlock, Root};
use super::governed::{IssuePage, IssueText};
use super::links::path;
use super::old_texts::{ParsedTexts, PastDetail};
use super::site::Site;
use super::{addresses, blocks, body, governed, history, input_hash, lists, texts, view};
use crate::diagnostic::Checked;
use crate::model::PageId;
use crate::path::{Address, FilePath};
use crate::theme::view::{HistoryView, PageView, RedirectView};
use crate::theme::{Navigation, PageFrame, PartInput, RenderInput, Value, With};
use crate::world::Cache;

/// A route, and what its rendering looks at.
pub struct Prepared<'a> {
    site: &'a Site,
    route: Route,
    looks_at: LooksAt<'a>,
}

enum LooksAt<'a> {
    Page(PageId, PageParts<'a>),
    History(PageId, PageView, HistoryView),
    Texts(PageId),
    Issue(IssuePage<'a>),
    OlderFile(usize),
    /// What nobody wrote, and where it is found.
    Drawing(Address, Box<PageDrawing>),
    /// A text for other programs, which is made already.
    Text(String),
    /// The book with this name, to be printed.
    PrintedBook(String),
    ThemeAsset(usize),
    /// A file that is copied as it is.
    Copy(&'a FilePath),
}

/// What makes the bytes of a route: a program, which may make others than another version of it, and what it keeps of
/// what drawings asked.
#[derive(Clone, Copy, Debug)]
pub struct BuildContext<'m> {
    /// The hash of the program.
    pub program: Hash,
    /// Where it is kept.
    pub cache: &'m dyn Cache,
}

impl Prepared<'_> {
    /// The hash of everything that it is made from. Two builds in which it is the same make the same bytes. `None` for
    /// what is copied, and where nobody knows yet what the drawing of a past asks.
    pub fn input_hash(&self, making: &BuildContext<'_>) -> Option<Hash> {
        match self.known(making.program)? {
            KnownInputs::All(hash) => Some(hash),
            KnownInputs::Past(page, known) => {
                let asked = LinkQueries::kept(making.cache, known.key)?;
                input_hash::with_answers(self.site, page, known.hash, &asked)
            }
        }
    }

    /// Renders it; see [`Site::render`].
    pub fn render(self, parsed: &mut ParsedTexts<'_>) -> Checked<Answer> {
        self.draw(parsed).0
    }

    /// Renders it, and tells what it is made from, which the drawing of a past knows better than anybody before it.
    pub fn render_with_hash(
        self,
        making: &BuildContext<'_>,
        parsed: &mut ParsedTexts<'_>,
    ) -> (Checked<Answer>, Option<Hash>) {
        let (site, known) = (self.site, self.known(making.program));
        let (answer, asked) = self.draw(parsed);
        let known_inputs = known.and_then(|known| match known {
            KnownInputs::All(hash) => Some(hash),
            KnownInputs::Past(page, known) => {
                asked.keep(making.cache, known.key);
                input_hash::with_answers(site, page, known.hash, &asked)
            }
        });
        (answer, known_inputs)
    }

    fn known(&self, program: Hash) -> Option<KnownInputs> {
        let site = self.site;
        let shared = || *site.input_hash.get_or_init(|| input_hash::site(site, program));
        match &self.looks_at {
            LooksAt::Page(id, parts) => input_hash::page(site, *id, shared()?, parts).map(KnownInputs::All),
            LooksAt::History(id, page, history) => {
                let past = input_hash::past(site, *id, program)?;
                let hash = input_hash::history(shared()?, past, page, history)?;
                Some(KnownInputs::Past(*id, KnownOfPast { hash, key: input_hash::key_of_history(past) }))
            }
            LooksAt::Texts(id) => {
                let hash = input_hash::texts(site, *id, input_hash::past(site, *id, program)?);
                Some(KnownInputs::Past(*id, KnownOfPast { hash, key: hash }))
            }
            LooksAt::Issue(of) => {
                let hash = input_hash::issue(site, shared()?, of)?;
                Some(KnownInputs::Past(of.text?.page, KnownOfPast { hash, key: hash }))
            }
            LooksAt::OlderFile(nth) => Some(KnownInputs::All(site.older.input_hash(*nth, program))),
            LooksAt::Drawing(at, drawing) => {
                input_hash::drawing(shared()?, &site.root_from(at, drawing.root), drawing)
                    .map(KnownInputs::All)
            }
            LooksAt::Text(text) => Some(KnownInputs::All(blake3::hash(text.as_bytes()))),
            LooksAt::ThemeAsset(nth) => {
                Some(KnownInputs::All(blake3::hash(&site.theme.assets()[*nth].bytes)))
            }
            LooksAt::PrintedBook(name) => {
                let book = site.printable_book(Some(name), &SheetNumbers::default())?.value;
                // Files that are published as they are keep their names, whatever is in them.
                let is_named_by_content =
                    |nth: usize| !book.files.contains(&path(&site.address(Route::AsIs(nth))));
                let is_known = (0..site.as_is.len()).all(is_named_by_content);
                is_known.then(|| KnownInputs::All(input_hash::printed_book(program, &book.html)))
            }
            LooksAt::Copy(_) => None,
        }
    }

    fn draw(self, parsed: &mut ParsedTexts<'_>) -> (Checked<Answer>, LinkQueries) {
        match self.looks_at {
            LooksAt::History(id, ..) | LooksAt::Texts(id) if !parsed.is_of(id) => {
                let texts = self.site.old_texts(&[self.route], PastDetail::Whole);
                self.draw(&mut texts.parsed())
            }
            LooksAt::Page(id, parts) => (self.site.page(id, parts), LinkQueries::default()),
            LooksAt::History(id, page, history) => self.site.history(id, &page, history, parsed),
            // What keeps them from being read is found where the past is drawn.
            LooksAt::Texts(_) if parsed.detail() == PastDetail::Sample => unasked(Answer::Bytes(Vec::new())),
            LooksAt::Texts(id) => {
                let compared = texts::compared(self.site, id, parsed);
                let RedlineOutcome { findings, asked } = compared.drawn.clone();
                (Checked::new(Answer::Bytes(texts::json(&compared)), findings), asked)
            }
            LooksAt::Issue(of) => self.site.issue(&of),
            LooksAt::OlderFile(nth) => {
                let Checked { value, findings } = self.site.older.bytes(nth, self.site.texts.as_deref());
                (Checked::new(Answer::Bytes(value), findings), LinkQueries::default())
            }
            LooksAt::Drawing(at, drawing) => (self.site.drawing(&at, &drawing), LinkQueries::default()),
            LooksAt::Text(text) => unasked(Answer::Bytes(text.into_bytes())),
            LooksAt::ThemeAsset(nth) => unasked(Answer::Bytes(self.site.theme.assets()[nth].bytes.to_vec())),
            LooksAt::PrintedBook(name) => unasked(Answer::PrintedBook(name)),
            LooksAt::Copy(file) => unasked(Answer::File(file.clone())),
        }
    }
}

/// What nothing was found of, and nothing asked for.
fn unasked(answer: Answer) -> (Checked<Answer>, LinkQueries) {
    (Checked::clean(answer), LinkQueries::default())
}

/// What is known of what something is made from before it is drawn.
enum KnownInputs {
    All(Hash),
    /// All but the answers to what its drawing asks.
    Past(PageId, KnownOfPast),
}

struct KnownOfPast {
    hash: Hash,
    /// Under which is kept what it asks.
    key: Hash,
}

impl Site {
    /// Renders a route. A template that fails is a finding, and the built-in one draws the page.
    pub fn render(&self, route: Route) -> Checked<Answer> {
        let texts = self.old_texts(&[route], PastDetail::Whole);
        self.prepare(route).render(&mut texts.parsed())
    }

    /// Gathers what the rendering of a route looks at.
    pub fn prepare(&self, route: Route) -> Prepared<'_> {
        let looks_at = match route {
            Route::Page(id) => LooksAt::Page(id, self.parts(id)),
            Route::History(id) => LooksAt::History(id, history::page_view(self, id), history::view(self, id)),
            Route::Texts(id) => LooksAt::Texts(id),
            Route::Issue(id, nth) => LooksAt::Issue(governed::issue(self, id, nth)),
            Route::OlderFile(nth) => LooksAt::OlderFile(nth),
            Route::Generated(of) => match of.draw(self) {
                GeneratedOutput::Page(drawing) => LooksAt::Drawing(self.generated.get(of).clone(), drawing),
                GeneratedOutput::Text(text) => LooksAt::Text(text),
                GeneratedOutput::PrintedBook(name) => LooksAt::PrintedBook(name),
            },
            Route::Redirect(nth) => {
                let redirect = &self.content.redirects[nth];
                self.redirect(&redirect.from, redirect.to, Route::Page(redirect.to))
            }
            Route::MovedEvidence(nth) => {
                let moved = &self.moved_evidence[nth];
                self.redirect(&moved.from, moved.page, moved.to)
            }
            Route::ThemeAsset(nth) => LooksAt::ThemeAsset(nth),
            Route::Asset(id) => LooksAt::Copy(&self.content.asset(id).file),
            Route::AsIs(nth) => LooksAt::Copy(&self.as_is[nth].file),
        };
        Prepared { site: self, route, looks_at }
    }

    /// Draws a page that nobody wrote.
    pub(super) fn drawing(&self, at: &Address, drawing: &PageDrawing) -> Checked<Answer> {
        let PageDrawing { page, template, extra, block, root, findings: known } = drawing;
        let root = self.root_from(at, *root);
        let frame = PageFrame { shared: &self.shared, navigation: None, root: &root };
        let block = block.as_ref().map(|block| self.block(&frame, block));
        let Checked { value: body, findings } = block.unwrap_or_else(|| Checked::clean(String::new()));
        let mut drawn = self.drawn(&frame, &RenderInput { template, page, body: &body, extra });
        drawn.findings.extend(findings);
        drawn.findings.extend(known.iter().cloned());
        drawn
    }

    /// Draws a part of a page by a template of its own; by the built-in one where that fails.
    pub(super) fn block(&self, frame: &PageFrame<'_>, block: &BlockDrawing) -> Checked<String> {
        let BlockDrawing { template, view, ids } = block;
        let part = PartInput { view, ids };
        match self.theme.render_block(With::Own, frame, template, &part) {
            Ok(html) => Checked::clean(html),
            Err(failed) => {
                let built_in = self.theme.render_block(With::BuiltIn, frame, template, &part);
                Checked::new(built_in.unwrap_or_default(), vec![failed])
            }
        }
    }

    /// What the links of a page at an address begin with.
    pub(super) fn root_from(&self, at: &Address, root: Root) -> String {
        match root {
            Root::OfSite if at.to_root().is_empty() => "./".to_owned(),
            Root::OfSite => at.to_root(),
            Root::OfServer => format!("{}/", self.base_path()),
        }
    }

    fn page(&self, id: PageId, parts: PageParts<'_>) -> Checked<Answer> {
        let PageParts { view, template, extra, blocks, sidebar } = parts;
        let root = self.root_from(&self.content.page(id).address, Root::OfSite);
        let navigation = sidebar.map(|sidebar| &sidebar.navigation);
        let frame = PageFrame { shared: &self.shared, navigation, root: &root };
        let Checked { value: body, findings } = self.text_with_blocks(id, &frame, blocks);
        let sheet = RenderInput { template: &template, page: &view, body: &body, extra: &extra };
        let mut page = self.drawn(&frame, &sheet);
        page.findings.extend(findings);
        page
    }

    /// The text of a page with its data blocks, as it stands at the page's own address.
    pub(super) fn text_with_blocks(
        &self,
        id: PageId,
        frame: &PageFrame<'_>,
        blocks: Vec<PlacedBlock>,
    ) -> Checked<String> {
        let mut findings = Vec::new();
        let (mut drawn, mut behind) = (HashMap::new(), String::new());
        for block in blocks {
            findings.extend(block.findings);
            drawn.insert(block.start, self.block(frame, &block.drawing).into_value(&mut findings));
            if let Some(drawing) = block.behind {
                behind.push_str(&self.block(frame, &drawing).into_value(&mut findings));
            }
        }
        Checked::new(body::html(self, id, &drawn) + &behind, findings)
    }

    fn history(
        &self,
        id: PageId,
        page: &PageView,
        mut view: HistoryView,
        parsed: &mut ParsedTexts<'_>,
    ) -> (Checked<Answer>, LinkQueries) {
        let RedlineOutcome { findings, asked } = history::redlines(self, id, parsed, &mut view);
        let extra = [("history", Value::from_serializable(&view))];
        let sheet = RenderInput { template: "history.html", page, body: "", extra: &extra };
        let mut drawn = self.draw(&addresses::history(self, id), None, &sheet);
        drawn.findings.extend(findings);
        (drawn, asked)
    }

    fn issue(&self, of: &IssuePage<'_>) -> (Checked<Answer>, LinkQueries) {
        let IssueText { html, drawn: RedlineOutcome { findings, asked } } = governed::issue_words(self, of);
        let extra = [("issue", Value::from_serializable(&of.issue))];
        let sheet = RenderInput { template: "issue.html", page: &of.view, body: &html, extra: &extra };
        let mut drawn = self.draw(&of.here, None, &sheet);
        drawn.findings.extend(findings);
        (drawn, asked)
    }

    fn parts(&self, id: PageId) -> PageParts<'_> {
        let (template, extra) = lists::template(self, id);
        // The home page is its own map.
        let is_home = self.content.page(id).address.as_str().is_empty();
        let sidebar = if is_home { None } else { self.sidebars.for_page(&self.content, id) };
        let blocks = blocks::of_page(self, id);
        PageParts { view: view::page(self, id), template, extra, blocks, sidebar }
    }

    /// What leads on from an old address to something of a page.
    fn redirect(&self, from: &Address, page: PageId, to: Route) -> LooksAt<'_> {
        let title = &self.content.page(page).title;
        let view = self.generated_view(title, from);
        let target = RedirectView { title: title.to_string(), path: path(&self.address(to)) };
        let target = Value::from_serializable(&target);
        let drawing = PageDrawing::new("redirect.html", view).with("target", target);
        LooksAt::Drawing(from.clone(), Box::new(drawing))
    }

    fn draw(
        &self,
        at: &Address,
        navigation: Option<&Navigation>,
        sheet: &RenderInput<'_>,
    ) -> Checked<Answer> {
        let root = self.root_from(at, Root::OfSite);
        self.drawn(&PageFrame { shared: &self.shared, navigation, root: &root }, sheet)
    }

    fn drawn(&self, frame: &PageFrame<'_>, sheet: &RenderInput<'_>) -> Checked<Answer> {
        // Named in site.toml, and reported there.
        let template = if self.theme.has_template(sheet.template) { sheet.template } else { PLAIN };
        let sheet = RenderInput { template, ..*sheet };
        let failed = match self.theme.render(With::Own, frame, &sheet) {
            Ok(html) => return Checked::clean(Answer::Bytes(html.into_bytes())),
            Err(finding) => finding,
        };
        let built_in =
            |template| self.theme.render(With::BuiltIn, frame, &RenderInput { template, ..sheet }).ok();
        // A template of the site's own need not have a built-in one of its name.
        let html = built_in(template).or_else(|| built_in(PLAIN)).unwrap_or_default();
        Checked::new(Answer::Bytes(html.into_bytes()), vec![failed])
    }
}

/// The template that draws any page.
const PLAIN: &str = "page.html";
