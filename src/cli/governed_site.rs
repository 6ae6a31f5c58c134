//! What the commands about governance share: the governed site, its pages by name, and who holds which role.

use std::path::Path;
use std::sync::Arc;

use super::load::{Opened, opened, unknown};
use super::outcome::Failure;
use super::outside::Outside;
use crate::compile::{Held, Memos, Request, WantedBy, compile, site_file};
use crate::config::{Edition, controlled_keys};
use crate::date::Day;
use crate::diagnostic::{Checked, Finding, Severity, near_miss};
use crate::disk::DiskWorld;
use crate::governance::fold::{Refusal, framed_settings};
use crate::governance::{Governance, Subject};
use crate::model::{CommitId, Drafts, ExactText, FileRelation, PageFacts, ReferencedFile, Role, Selection};
use crate::path::FilePath;
use crate::route::Site;
use crate::shell::{self, Signer, Verb};
use crate::world::{NoVersions, Versions, World, as_text};

/// A governed site, and the versions of its files.
pub(super) struct GovernedSite {
    pub(super) world: DiskWorld,
    pub(super) site: Site,
    pub(super) versions: Arc<dyn Versions>,
    /// What was found on the way.
    findings: Vec<Finding>,
}

impl GovernedSite {
    /// Opens the site of a folder as its files stand, on a day instead of today's. Of these pages every exact text is
    /// known, as of those that records speak of; of all pages that would take long on a large site.
    pub(super) fn open(root: &Path, date: Option<Day>, outside: &Outside) -> Result<GovernedSite, Failure> {
        GovernedSite::open_held(root, date, |opened| outside.held(|name| opened.find(name)), unknown)
    }

    /// The same, where it takes the opened site to know what is held against the main line; `refused` says why nothing is
    /// known of what is in force.
    pub(super) fn open_held(
        root: &Path,
        date: Option<Day>,
        held: impl FnOnce(&Opened) -> Result<Held, Failure>,
        refused: impl FnOnce(&Refusal) -> Failure,
    ) -> Result<GovernedSite, Failure> {
        let opened = opened(root, date)?;
        let held = held(&opened)?;
        let world = opened.world;
        let Checked { value: site, findings } =
            compile(&world, &Request { held, ..request() }, &Memos::new());
        if site.governed.is_none() {
            return Err(site.unknown.as_ref().map_or_else(|| not_governed(&world), refused));
        }
        let known = site.texts.clone().ok_or(NoVersions::NoRepository);
        let versions = world.versions().and(known).map_err(no_versions)?;
        Ok(GovernedSite { world, site, versions, findings })
    }

    /// The errors in the text of a page.
    pub(super) fn errors_in(&self, file: &FilePath) -> impl Iterator<Item = &Finding> {
        let is_in_it = |finding: &&Finding| finding.place.as_ref().is_some_and(|place| place.file == *file);
        self.findings.iter().filter(is_in_it).filter(|finding| finding.severity == Severity::Error)
    }

    pub(super) fn governance(&self) -> Result<&Governance, Failure> {
        let governed = self.site.governed.as_ref().map(|(governance, _)| governance);
        governed.ok_or_else(|| not_governed(&self.world))
    }

    /// The keys of the settings that are approved with a text, as a commit has them, a line each. `None` where it has no
    /// settings, or where they are approved with no such text.
    pub(super) fn keys(
        &self,
        exact: &ExactText,
        (commit, facts): (CommitId, &PageFacts),
    ) -> Result<Option<String>, Failure> {
        let is_of_keys =
            |named: &&ReferencedFile| matches!(named.reference, FileRelation::Settings | FileRelation::Keys);
        let Some(named) = exact.files().iter().find(is_of_keys) else { return Ok(None) };
        let entry = self.versions.site_entry(commit, &named.file).map_err(Failure::new)?;
        let Some(entry) = entry else { return Ok(None) };
        let written = self.text(entry.text)?;
        Ok(Some(match named.reference {
            FileRelation::Keys => framed_settings(facts, &written),
            _ => controlled_keys(&written),
        }))
    }

    /// The words of a text.
    pub(super) fn text(&self, id: crate::model::TextId) -> Result<String, Failure> {
        let bytes = self.versions.blob(id).map_err(Failure::new)?;
        Ok(as_text(&bytes).into_owned())
    }
}

/// Asks for the working texts of all pages, drafts too.
pub(super) fn request() -> Request {
    Request {
        selection: Selection { drafts: Drafts::Shown },
        edition: Some(Edition::Latest),
        wanted_by: WantedBy::Signatories,
        ..Request::default()
    }
}

/// The number of the page with a name, among those that are judged.
pub(super) fn number_of(governance: &Governance, name: &str) -> Result<usize, Failure> {
    match governance.subjects_meant(name)[..] {
        [number] => Ok(number),
        [] => Err(no_page(governance, name)),
        [first, other, ..] => Err(either_page(governance, name, [first, other])),
    }
}

/// That a name may mean two pages: nothing is put on record about one that was not meant.
pub(super) fn either_page(governance: &Governance, name: &str, numbers: [usize; 2]) -> Failure {
    let [one, other] = numbers.map(|number| &governance.subjects[number]);
    Failure::new(format!("`{name}` may mean {} or {}", titled(one), titled(other)))
        .hint(format!("name the file: `{}` or `{}`", one.file, other.file))
}

/// The numbers of pages by their names, each once.
pub(super) fn numbers_of(governance: &Governance, names: &[String]) -> Result<Vec<usize>, Failure> {
    let mut numbers = Vec::new();
    for name in names {
        let number = number_of(governance, name)?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

fn no_page(governance: &Governance, name: &str) -> Failure {
    let documents = governance.subjects.iter().filter_map(|subject| subject.working.document.as_deref());
    let files = governance.subjects.iter().map(|subject| subject.file.as_str());
    let failure = Failure::new(format!("there is no page `{name}`"));
    if let Some(subject) = with_text(governance, name) {
        let about = shell::word(subject.name());
        return failure.hint(format!("it is a text of {}: name the page, `{about}`", titled(subject)));
    }
    if let Some(near) = near_miss(name, documents.chain(files)) {
        return failure.hint(format!("did you mean `{near}`?"));
    }
    let known = governance.subjects.iter().find(|subject| subject.working.document.is_some());
    let known = known.map(|subject| format!(": `{}` or `{}`, say", subject.name(), subject.file));
    failure.hint(format!("name its document number or its file{}", known.unwrap_or_default()))
}

/// Fewer digits name no text.
const FEWEST_DIGITS: usize = 7;

/// The page that a text is of, by the first digits of its object id.
fn with_text<'g>(governance: &'g Governance, digits: &str) -> Option<&'g Subject> {
    let is_id = digits.len() >= FEWEST_DIGITS && digits.chars().all(|digit| digit.is_ascii_hexdigit());
    let has = |subject: &&Arc<Subject>| {
        subject.states.iter().any(|state| state.exact.text.to_string().starts_with(digits))
    };
    let subject = governance.subjects.iter().filter(|_| is_id).find(has)?;
    Some(subject)
}

/// "GL-003 “Gifts”".
pub(super) fn titled(subject: &Subject) -> String {
    match &subject.working.document {
        Some(document) => format!("{document} “{}”", subject.working.title),
        None => format!("{} “{}”", subject.file, subject.working.title),
    }
}

/// Who holds a role on a day: "tax; deputy: law". `None` where nobody does.
pub(super) fn who(governance: &Governance, role: &str, day: Day) -> Option<String> {
    let role = governance.roles.get(role)?;
    let holders = role.holders_on(day).join(", ");
    let deputies = deputies(role, day).join(", ");
    match (holders.is_empty(), deputies.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("deputy: {deputies}")),
        (false, true) => Some(holders),
        (false, false) => Some(format!("{holders}; deputy: {deputies}")),
    }
}

/// Who stands in for a role on a day.
pub(super) fn deputies(role: &Role, day: Day) -> Vec<Arc<str>> {
    let now = role.deputies.iter().filter(|tenure| tenure.covers(day));
    now.map(|tenure| tenure.person.clone()).collect()
}

/// The command by which a role does something about a page or a control, with who holds it where only one does.
pub(super) fn deed(governance: &Governance, verb: Verb, about: &str, role: &str) -> String {
    let known = governance.roles.get(role);
    let person = known.and_then(|role| role.sole_holder_on(governance.today)).map(|person| &**person);
    shell::deed(verb, about, Signer { role, person })
}

/// "legal-counsel (tax; deputy: law)".
pub(super) fn role_and_who(governance: &Governance, role: &str, day: Day) -> String {
    let who = who(governance, role, day).unwrap_or_else(|| "held by nobody".to_owned());
    format!("{role} ({who})")
}

fn not_governed(world: &DiskWorld) -> Failure {
    let text = world.text(&site_file()).unwrap_or_default();
    let failure = Failure::new("this site does not say how it is governed");
    if text.contains("[governance]") {
        return failure
            .hint("something is wrong with `[governance]` in site.toml: `guidepost check` says what");
    }
    failure.hint(
        "write a page of kind `governance-model`, and in site.toml `[governance]` with \
         `model = \"its id\"` and `adopted_by = \"the role that adopts it\"`",
    )
}

fn no_versions(why: NoVersions) -> Failure {
    match why {
        NoVersions::NoRepository => {
            Failure::new("records name committed texts, and the site is in no git repository")
                .hint("`git init`, and commit the site")
        }
        NoVersions::NoCommit => Failure::new("records name committed texts, and nothing is committed yet")
            .hint("commit the site: `git add . && git commit -m \"Begin\"`"),
        NoVersions::BeingRead => Failure::new("the git repository is still being read"),
        NoVersions::Unreadable(why) => Failure::new(format!("the git repository cannot be read: {why}")),
    }
}
