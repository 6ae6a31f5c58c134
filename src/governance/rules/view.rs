//! What a rule may look at, and nothing else.

use std::cell::Cell;
use std::sync::Arc;

use super::upstream::{LastChange, Obsolete, UpstreamStatus};
use crate::date::{Day, Period, Zone};
use crate::governance::subject::Subject;
use crate::markdown::Reference;
use crate::model::{
    CommitShown, Content, Control, End, ExactText, InForce, Issue, Model, Page, PageFacts, PageId, PageState,
    Record, Related, Role, Roles, SubjectName, Target,
};
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::shell::{self, Signer, Verb};
use crate::words::{WordValue, Words};

/// A part of what there is. What a rule says it looks at, and what it did look at, are distinguished by these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::governance) enum Facet {
    /// The front matter of the page in the selected edition.
    Front,
    /// The front matter of the working text.
    Working,
    /// What the page's text shows and links to.
    Text,
    /// Typed relations of the page from either end, and the pages there.
    Relations,
    /// Committed states, and which of them is in force.
    Approvals,
    /// Records about the page, or about the control.
    Records,
    /// Roles and who holds them.
    Roles,
    /// Every page of the site.
    Site,
}

/// What rules may ask of a site. What they look at is recorded, and so they see it through a [`RuleView`].
pub(in crate::governance) trait JudgedSite {
    /// The selected edition.
    fn content(&self) -> &Content;

    /// The words of the interface.
    fn words(&self) -> &Words;

    /// The day.
    fn today(&self) -> Day;

    /// Where days begin and end.
    fn zone(&self) -> &Zone;

    /// The model in force.
    fn model(&self) -> Option<&Model>;

    /// Who holds which role.
    fn roles(&self) -> &Roles;

    /// A role as the edition may name it.
    fn named_role(&self, role: &Arc<str>) -> Arc<str>;

    /// Whether the model in force asks for the approval of a page with these facts.
    fn asks_approval(&self, facts: &PageFacts) -> bool;

    /// Whether a record is the one that adopted the first model.
    fn is_adoption(&self, record: &Record) -> bool;

    /// Every page that somebody wrote.
    fn subjects(&self) -> &SharedList<Subject>;

    /// Which text of a subject is in force, by its number.
    fn in_force(&self, subject: usize) -> Option<&InForce>;

    /// Whether a page states the id of one that was in force, and goes by none.
    fn has_taken_id(&self, subject: &Subject) -> bool;

    /// How a page looks from others.
    fn outlook(&self, page: PageId) -> Option<&UpstreamStatus>;

    /// The records that count and are about a page; about the site as a whole where it is none.
    fn about(&self, page: Option<&Arc<str>>) -> &[Arc<Record>];

    /// The records about a page that are written and not committed.
    fn pending(&self, page: &str) -> &[Arc<Record>];
}

/// A control on a subject.
pub(in crate::governance) struct RuleView<'a> {
    site: &'a dyn JudgedSite,
    control: &'a Arc<Control>,
    name: &'a SubjectName,
    looked: Cell<u8>,
}

impl<'a> RuleView<'a> {
    pub(in crate::governance) fn new(
        site: &'a dyn JudgedSite,
        control: &'a Arc<Control>,
        name: &'a SubjectName,
    ) -> RuleView<'a> {
        RuleView { site, control, name, looked: Cell::new(0) }
    }

    /// Whether nothing was looked at but these.
    pub(in crate::governance) fn keeps_to(&self, facets: &[Facet]) -> bool {
        let said = facets.iter().fold(0, |said, facet| said | 1 << *facet as u8);
        self.looked.get() & !said == 0
    }

    fn look(&self, facet: Facet) {
        self.looked.set(self.looked.get() | 1 << facet as u8);
    }

    /// The words of the interface.
    pub(super) fn words(&self) -> &'a Words {
        self.site.words()
    }

    /// A word of the interface.
    pub(super) fn say(&self, name: &'static str) -> &'a str {
        self.words().say(name)
    }

    /// A sentence of the interface with what is put into it.
    pub(super) fn fill<const N: usize>(
        &self,
        name: &str,
        values: [(&'static str, WordValue<'_>); N],
    ) -> String {
        self.words().fill(name, values)
    }

    /// A day in words.
    pub(super) fn day(&self, day: Day) -> WordValue<'static> {
        self.words().day(day).into()
    }

    pub(super) fn today(&self) -> Day {
        self.site.today()
    }

    pub(super) fn control(&self) -> &'a Control {
        self.control
    }

    /// How long before a day something is due soon.
    pub(super) fn due_soon(&self) -> Period {
        self.site.model().map_or(Period::Days(0), |model| model.due_soon)
    }

    fn subject(&self) -> Option<&'a Subject> {
        match self.name {
            SubjectName::Page(number) => self.site.subjects().get(*number).map(|subject| &**subject),
            SubjectName::Site => None,
        }
    }

    /// The page's number as people and commands name it: its id, else its path; the control's where there is no page.
    pub(super) fn name(&self) -> String {
        self.subject().map_or(&*self.control.id, |subject| subject.name()).to_owned()
    }

    /// Whether the page states the id of one that was in force, and goes by none since others state it as well.
    pub(super) fn has_taken_id(&self) -> bool {
        self.subject().is_some_and(|subject| self.site.has_taken_id(subject))
    }

    /// The page's file; the model's where there is no page.
    pub(super) fn file(&self) -> &'a FilePath {
        self.subject().map_or(&self.control.place.file, |subject| &subject.file)
    }

    /// The facts of the page in the selected edition; `None` where the edition does not have it.
    pub(super) fn front(&self) -> Option<&'a PageFacts> {
        self.look(Facet::Front);
        self.subject()?.shown.as_deref()
    }

    /// The facts of the working text.
    pub(super) fn working(&self) -> Option<&'a PageFacts> {
        self.look(Facet::Working);
        Some(&self.subject()?.working)
    }

    /// A role by its id.
    pub(super) fn role(&self, id: &str) -> Option<&'a Role> {
        self.look(Facet::Roles);
        self.site.roles().get(id)
    }

    /// All roles.
    pub(super) fn roles(&self) -> &'a Roles {
        self.look(Facet::Roles);
        self.site.roles()
    }

    /// What a role is called: the title of its page; its id where it has none.
    pub(super) fn role_title(&self, id: &Arc<str>) -> Arc<str> {
        self.role(id).map_or_else(|| self.named_role(id), |role| role.title.clone())
    }

    /// A role as the edition may name it.
    pub(super) fn named_role(&self, id: &Arc<str>) -> Arc<str> {
        self.site.named_role(id)
    }

    /// The command by which a role does something about the page.
    pub(super) fn deed(&self, verb: Verb, role: &str) -> String {
        shell::deed(verb, &self.name(), self.signer(role))
    }

    /// A role as commands name it, with who holds it where only one does.
    pub(super) fn signer<'r>(&self, role: &'r str) -> Signer<'r>
    where
        'a: 'r,
    {
        let person = self.role(role).and_then(|role| role.sole_holder_on(self.today()));
        Signer { role, person: person.map(|person| &**person) }
    }

    /// Roles in words: "Legal counsel, Brand lead and Communications lead".
    pub(super) fn roles_in_words(&self, ids: &[Arc<str>]) -> String {
        let titles: Vec<Arc<str>> = ids.iter().map(|id| self.role_title(id)).collect();
        self.words().listed(&titles)
    }

    /// Every one of these: "this (A, B) and that (C) and the other (D)".
    pub(super) fn each_and(&self, all: impl Iterator<Item = String>) -> String {
        let and = |first: String, last: String| {
            self.fill("list_end", [("first", first.into()), ("last", last.into())])
        };
        all.reduce(and).unwrap_or_default()
    }

    /// Who reads the page anew: its owner, where somebody holds that role today; else the role that answers for the
    /// control.
    pub(super) fn reviewer(&self) -> &'a Arc<str> {
        let owner = self.front().and_then(PageFacts::owner);
        let is_held = |owner: &&'a Arc<str>| {
            self.role(owner).is_some_and(|role| !role.holders_on(self.today()).is_empty())
        };
        owner.filter(is_held).unwrap_or(&self.control.accountable)
    }

    /// Whether a record is the one that adopted the first model.
    pub(super) fn is_adoption(&self, record: &Record) -> bool {
        self.site.is_adoption(record)
    }

    /// Whether the page has no file any more.
    pub(super) fn is_deleted(&self) -> bool {
        self.look(Facet::Approvals);
        self.subject().is_some_and(|subject| subject.deleted.is_some())
    }

    /// Which text is in force.
    pub(super) fn in_force(&self) -> Option<&'a InForce> {
        self.look(Facet::Approvals);
        match self.name {
            SubjectName::Page(number) => self.site.in_force(*number),
            SubjectName::Site => None,
        }
    }

    /// The committed states of the page, the oldest first.
    pub(super) fn states(&self) -> &'a [PageState] {
        self.look(Facet::Approvals);
        self.subject().map_or(&[], |subject| &subject.states)
    }

    /// The text of an issue, with its files; `None` where nothing is known of it any more.
    pub(super) fn text_of(&self, issue: &Issue) -> Option<&'a ExactText> {
        self.states().get(issue.state).map(|state| &state.exact)
    }

    /// Whether the working text is committed.
    pub(super) fn is_committed(&self) -> bool {
        self.look(Facet::Approvals);
        self.subject().is_some_and(|subject| subject.uncommitted.is_none())
    }

    /// The day on which the page was first committed; `None` where that is not known.
    pub(super) fn begun(&self) -> Option<Day> {
        let first = &self.states().first()?.commit;
        first.committed.day(self.site.zone()).filter(|_| first.shown != CommitShown::Nothing)
    }

    /// The records that count today and are about the page: of the site as a whole, those about no page.
    pub(super) fn records(&self) -> impl Iterator<Item = &'a Arc<Record>> {
        self.look(Facet::Records);
        let page = match self.name {
            SubjectName::Site => None,
            SubjectName::Page(_) => self.subject().and_then(|subject| subject.working.document.clone()),
        };
        let none = page.is_none() && *self.name != SubjectName::Site;
        self.site.about(page.as_ref()).iter().filter(move |_| !none)
    }

    /// The approvals of the newest text of the page that are written and not committed.
    pub(super) fn pending(&self) -> Vec<&'a Arc<Record>> {
        self.look(Facet::Records);
        let Some(subject) = self.subject() else { return Vec::new() };
        let about = self.site.pending(subject.working.document.as_deref().unwrap_or_default());
        about.iter().filter(|record| subject.is_pending(record)).collect()
    }

    /// The model in force.
    pub(super) fn model(&self) -> Option<&'a Model> {
        self.look(Facet::Approvals);
        self.site.model()
    }

    /// Whether the model in force asks for the approval of a page with these facts.
    pub(super) fn asks_approval(&self, facts: &PageFacts) -> bool {
        self.look(Facet::Approvals);
        self.site.asks_approval(facts)
    }

    fn page_id(&self) -> Option<PageId> {
        self.subject()?.page
    }

    /// The pages at the other end of a relation of this page.
    pub(super) fn related(&self, field: &str, end: End) -> &'a [PageId] {
        self.look(Facet::Relations);
        self.page_id().map_or(&[], |id| self.site.content().related(id, field, end))
    }

    /// The pages at the other end of a relation of any page.
    pub(super) fn related_to(&self, page: PageId, field: &str, end: End) -> &'a [PageId] {
        self.look(Facet::Site);
        self.site.content().related(page, field, end)
    }

    /// The pages that name this one in a field.
    pub(super) fn stating(&self, field: &str) -> Vec<&'a Page> {
        let pages = self.related(field, End::IsNamed);
        pages.iter().map(|id| self.site.content().page(*id)).collect()
    }

    /// The pages that this one relies on: those that it names in any relation, but for what it takes the place of.
    pub(super) fn upstream(&self) -> Vec<PageId> {
        self.look(Facet::Relations);
        let relations = self.page_id().and_then(|id| self.site.content().relations.get(id.index()));
        let relies = |related: &&Related| related.end == End::States && &*related.field != "supersedes";
        let mut pages: Vec<PageId> = relations
            .into_iter()
            .flatten()
            .filter(relies)
            .flat_map(|related| related.pages.iter().copied())
            .collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    /// When what applies of a page changed last: its text in force, of a page without control its newest revision.
    pub(super) fn changed(&self, id: PageId) -> Option<LastChange> {
        self.look(Facet::Site);
        self.site.outlook(id)?.changed()
    }

    /// What the page's text refers to, with what each leads to.
    pub(super) fn references(&self) -> Vec<(&'a Reference, Option<&'a Target>)> {
        self.look(Facet::Text);
        let content = self.site.content();
        let Some(id) = self.page_id() else { return Vec::new() };
        let references = content.page(id).outline().map_or(&[][..], |outline| &outline.references);
        let targets = content.targets.get(id.index()).map_or(&[][..], |targets| targets);
        references.iter().enumerate().map(|(nth, reference)| (reference, targets.get(nth))).collect()
    }

    /// What a file is that the page shows.
    pub(super) fn asset(&self, id: crate::model::AssetId) -> Option<&'a crate::model::Asset> {
        self.look(Facet::Text);
        self.site.content().assets.get(id.0 as usize)
    }

    /// A page of the selected edition.
    pub(super) fn page(&self, id: PageId) -> &'a Page {
        self.look(Facet::Site);
        self.site.content().page(id)
    }

    /// Whether a page is withdrawn, or another supersedes it.
    pub(super) fn obsolete(&self, id: PageId) -> Option<Obsolete> {
        self.look(Facet::Site);
        if !self.site.content().stating(id, "supersedes").is_empty() {
            return Some(Obsolete::Superseded);
        }
        self.site.outlook(id)?.is_withdrawn().then_some(Obsolete::Withdrawn)
    }

    /// The facts of every page in the selected edition.
    pub(super) fn pages(&self) -> impl Iterator<Item = &'a PageFacts> {
        self.look(Facet::Site);
        self.site.subjects().iter().filter_map(|subject| subject.shown.as_deref())
    }
}
