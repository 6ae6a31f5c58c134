//! By what a site is governed, as `site.toml` says.

use super::table::{ConfigTable, ConfigValue};
use crate::path::FilePath;

/// The folder of records in the folder of pages, where the site names none.
const RECORDS: &str = "governance/records";

/// Which texts are published.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Edition {
    /// The latest of every page.
    #[default]
    Latest,
    /// Of controlled pages the text in force, and of the others the latest.
    Approved,
}

impl Edition {
    /// The words for it in `site.toml` and on the command line.
    pub const WORDS: [(&'static str, Edition); 2] =
        [("latest", Edition::Latest), ("approved", Edition::Approved)];
}

impl std::str::FromStr for Edition {
    type Err = String;

    fn from_str(text: &str) -> Result<Edition, String> {
        let known = Edition::WORDS.iter().find(|(word, _)| *word == text).map(|(_, edition)| *edition);
        known.ok_or_else(|| format!("`{text}` is no edition: there are `latest` and `approved`"))
    }
}

/// The keys under `[governance]`. They decide who decides, so they are controlled text themselves: whoever approves
/// the model approves them with it (see [`super::controlled_keys`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Governing {
    /// The page of the model: its document number, or its path in the folder of pages.
    pub model: ConfigValue<String>,
    /// The role that adopts the first model.
    pub adopted_by: ConfigValue<String>,
    /// The profiles that are on, sorted.
    pub profiles: Vec<String>,
    /// The folder of records, from the site's root; `None` for `governance/records` in the folder of pages.
    pub records: Option<FilePath>,
    /// The branch that is the main line; `None` where the site does not say.
    pub main: Option<String>,
    /// The list of who signs with which SSH key, from the site's root, as ssh-keygen(1) has it under "ALLOWED
    /// SIGNERS". Its bytes are approved with the model as well.
    pub signers: Option<ConfigValue<FilePath>>,
    /// The folder in which the site stood before it moved, from the top of the repository.
    pub moved_from: Option<FilePath>,
}

impl Governing {
    /// The folder of records, from the site's root, where the pages are in a folder.
    pub fn records_of(&self, content: &FilePath) -> FilePath {
        let folder = self.records.clone().or_else(|| content.join(RECORDS));
        folder.unwrap_or_else(|| content.clone())
    }

    /// Whether a page is the model: by its id, or by its path in the folder of pages.
    pub fn is_model(&self, id: &str, path: &FilePath) -> bool {
        let name = self.model.value.as_str();
        !name.is_empty() && (id == name || path.as_str() == name)
    }
}

pub(super) fn edition(root: &ConfigTable<'_, '_>) -> Edition {
    let read = root.choice("edition", &Edition::WORDS);
    // Whoever wrote a word here did not mean to publish everything.
    let otherwise = if root.has("edition") { Edition::Approved } else { Edition::Latest };
    read.unwrap_or(otherwise)
}

pub(super) fn read(root: &ConfigTable<'_, '_>) -> Option<Governing> {
    let table = root.table("governance")?;
    table.needs(&["model", "adopted_by"]);
    let (model, adopted_by) = (table.text("model"), table.text("adopted_by"));
    let mut profiles: Vec<String> =
        table.texts("profiles").unwrap_or_default().into_iter().map(|profile| profile.value).collect();
    profiles.sort();
    profiles.dedup();
    let records = below(&table, "records", "a folder").map(|folder| folder.value);
    let signers = below(&table, "signers", "a file");
    let main = table.text("main").map(|main| main.value);
    let moved_from = folder_before(&table);
    table.finish();
    let (model, adopted_by) = (model?, adopted_by?);
    Some(Governing { model, adopted_by, profiles, records, main, signers, moved_from })
}

/// The folder in which the site stood before. The top of the repository is one as well.
fn folder_before(table: &ConfigTable<'_, '_>) -> Option<FilePath> {
    let written = table.text("moved_from")?;
    let climbs = |path: &str| path.starts_with('/') || path.split('/').any(|part| part == "..");
    let named = Some(written.value.as_str()).filter(|path| !path.trim().is_empty() && !climbs(path));
    let folder = named.and_then(FilePath::new);
    if folder.is_none() {
        let message = format!(
            "`moved_from` takes a folder from the top of the repository, `.` for the top; this is `{}`",
            written.value
        );
        table.report(table.finding(written.span, message));
    }
    folder
}

/// A path below the site's root.
fn below(table: &ConfigTable<'_, '_>, key: &'static str, what: &str) -> Option<ConfigValue<FilePath>> {
    let written = table.text(key)?;
    let path = FilePath::new(&written.value).filter(|path| !path.as_str().is_empty());
    if path.is_none() {
        let message = format!("`{key}` takes {what} below site.toml; this is `{}`", written.value);
        table.report(table.finding(written.span, message));
    }
    path.map(|value| ConfigValue { value, span: written.span })
}
