//! Reads `site.toml`: as written, then resolved.

use std::cell::RefCell;

use toml::de::DeTable;

use super::table::{ConfigTable, ConfigValue};
use super::{
    Config, Feedback, QuickLinkConfig, addresses, books, editor, elsewhere, exclude, governance, history,
    kind_checks, publishing, syntax,
};
use crate::date::Zone;
use crate::diagnostic::{Checked, Finding, Severity};
use crate::markdown::{self, Punctuation, RawHtml};
use crate::path::FilePath;

/// Reads `site.toml`. Whatever is wrong is a finding, and the default stands in its place.
pub fn read(file: &FilePath, text: &str) -> Checked<Config> {
    let findings: RefCell<Vec<Finding>> = RefCell::default();
    let (root, errors) = DeTable::parse_recoverable(text);
    let syntax = syntax::findings(file, text, &errors);
    let root = ConfigTable::new(file, root.get_ref(), &findings);
    let config = resolve(&root);
    root.finish();
    Checked::new(config, syntax::settle(text, syntax, findings.into_inner()))
}

fn resolve(root: &ConfigTable<'_, '_>) -> Config {
    let default = Config::default();
    let text = |key| root.text(key).map(|written: ConfigValue<String>| written.value);
    let history = history::HistoryConfig::read(root);
    let mut kinds = default.kinds;
    if let Some(declared) = root.table("kinds") {
        kinds.extend(&declared);
        kind_checks::check(&declared, &kinds);
    }
    let exclude = exclude::exclude(root);
    let mut blocks = default.blocks;
    if let Some(declared) = root.table("blocks") {
        blocks.extend(&declared);
    }
    let (theme, files) = (folder(root, "theme"), folder(root, "files"));
    let folder_or = |named: &Option<ConfigValue<String>>, default| match named {
        Some(named) => named.value.clone(),
        None => default,
    };
    Config {
        name: name(root).unwrap_or(default.name),
        tagline: text("tagline").unwrap_or_default(),
        language: addresses::language(root).unwrap_or(default.language),
        base_url: base_url(root),
        content: root.text("content"),
        content_in_force: None,
        exclude_as_written: exclude.clone(),
        exclude,
        theme: folder_or(&theme, default.theme),
        files: folder_or(&files, default.files),
        named_folders: theme.into_iter().chain(files).collect(),
        zone: zone(root),
        accent: root.text("accent"),
        unknown_keys: unknown_keys(root),
        markdown: markdown_options(root),
        allowed_hosts: addresses::hosts(root),
        elsewhere: elsewhere::elsewhere(root),
        edit_url: addresses::href(root, "edit_url"),
        feedback: feedback(root),
        errands: errands(root),
        history_ignore: history.ignore,
        authority: history.authority,
        edition: governance::edition(root),
        draft_redline: root.flag("draft_redline"),
        governing: governance::read(root),
        publish: publishing::targets(root),
        editor: editor::read(root),
        kinds,
        blocks,
        books: books::read(root),
        words: default.words,
    }
}

fn unknown_keys(root: &ConfigTable<'_, '_>) -> Option<Severity> {
    let choices = [("allow", None), ("warn", Some(Severity::Warning)), ("error", Some(Severity::Error))];
    root.choice("unknown_keys", &choices).unwrap_or(Some(Severity::Warning))
}

fn markdown_options(root: &ConfigTable<'_, '_>) -> markdown::Options {
    let html = [("pass", RawHtml::Pass), ("sanitize", RawHtml::Sanitize), ("deny", RawHtml::Deny)];
    let punctuation = [("smart", Punctuation::Smart), ("plain", Punctuation::Plain)];
    markdown::Options {
        // Whoever wrote a word here did not mean to let everything pass.
        raw_html: root.choice("raw_html", &html).unwrap_or(if root.has("raw_html") {
            RawHtml::Deny
        } else {
            RawHtml::default()
        }),
        punctuation: root.choice("punctuation", &punctuation).unwrap_or_default(),
        ..markdown::Options::default()
    }
}

/// A folder below the root, as its path from there.
fn folder(root: &ConfigTable<'_, '_>, key: &'static str) -> Option<ConfigValue<String>> {
    let written = root.text(key)?;
    let path = FilePath::new(&written.value).filter(|path| !path.as_str().is_empty());
    if path.is_none() {
        let message = format!("`{key}` takes a folder below site.toml; this is `{}`", written.value);
        root.report(
            root.finding(written.span, message)
                .hint(format!("move the folder there, and name it like `{key} = \"{key}\"`")),
        );
    }
    path.map(|path| ConfigValue { value: path.as_str().to_owned(), span: written.span })
}

fn base_url(root: &ConfigTable<'_, '_>) -> Option<String> {
    let written = root.text("base_url")?;
    match addresses::clean_base_url(&written.value) {
        Ok(url) => Some(url),
        Err(message) => {
            root.report(
                root.finding(written.span, message).hint("write it like `https://intranet.example/playbook`"),
            );
            None
        }
    }
}

fn zone(root: &ConfigTable<'_, '_>) -> Zone {
    let Some(written) = root.text("timezone") else { return Zone::utc() };
    Zone::named(&written.value).unwrap_or_else(|| {
        let message = format!("there is no time zone `{}`", written.value);
        root.report(
            root.finding(written.span, message)
                .hint("zones are named by region and city: `Europe/Vienna`, `America/New_York`, `UTC`"),
        );
        Zone::utc()
    })
}

fn name(root: &ConfigTable<'_, '_>) -> Option<String> {
    let written = root.text("name")?;
    if written.value.trim().is_empty() {
        root.report(
            root.finding(written.span, "the site's name is empty".to_owned())
                .hint("give it one, or leave it out: the title of the home page serves"),
        );
    }
    Some(written.value.trim().to_owned())
}

fn feedback(root: &ConfigTable<'_, '_>) -> Vec<Feedback> {
    let read = |table: ConfigTable<'_, '_>| {
        table.needs(&["label", "href"]);
        let feedback = table.text("label").zip(addresses::href(&table, "href"));
        table.finish();
        feedback.map(|(label, href)| Feedback { label: label.value, href })
    };
    root.tables("feedback").into_iter().filter_map(read).collect()
}

fn errands(root: &ConfigTable<'_, '_>) -> Vec<QuickLinkConfig> {
    let read = |table: ConfigTable<'_, '_>| {
        let summary = table.text("summary").map_or(String::new(), |written| written.value);
        table.needs(&["title", "page"]);
        let errand = table.text("title").zip(table.text("page"));
        table.finish();
        errand.map(|(title, page)| QuickLinkConfig { title: title.value, summary, page })
    };
    root.tables("errands").into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::KEYS;

    fn read_text(text: &str) -> Checked<Config> {
        read(&FilePath::new("site.toml").expect("a path"), text)
    }

    #[test]
    fn every_key_of_the_list_is_read_and_no_other() {
        let findings = RefCell::default();
        let empty = DeTable::parse("a_key_that_is_not_known = 1").expect("TOML");
        let file = FilePath::root();
        let root = ConfigTable::new(&file, empty.get_ref(), &findings);
        let mut listed: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        resolve(&root);
        let mut asked = root.asked_keys();
        asked.sort_unstable();
        listed.sort_unstable();
        assert_eq!(asked, listed);
    }

    #[test]
    fn each_wrong_value_is_a_finding_and_the_rest_is_read() {
        let text = "name = 3\nlanguage = \"de\"\nraw_html = \"sanitise\"\nacent = \"#fff\"\nbase_url = \"intranet\"\n";
        let read = read_text(text);
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, ["bad-config", "bad-config", "bad-config", "unknown-config-key"]);
        assert_eq!(read.value.language, "de");
        assert!(
            read.findings[2].hints.iter().any(|hint| hint.contains("`sanitize`")),
            "{:?}",
            read.findings[2]
        );
        assert!(read.findings[3].hints[0].contains("`accent`"));
    }

    #[test]
    fn an_unknown_editor_is_a_finding() {
        let read = read_text("editor = \"vscod\"\n");
        assert_eq!((read.findings.len(), read.findings[0].code), (1, crate::diagnostic::Code::BadConfig));
        assert!(read.findings[0].hints[0].contains("`vscode`"), "{:?}", read.findings[0]);
        assert_eq!(read.value.editor, None);
        assert!(read_text("editor = \"zed\"\n").value.editor.is_some());
    }

    #[test]
    fn folders_are_below_the_root() {
        let read = read_text("theme = \"../theme\"\nfiles = \"a/../..\"");
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, ["bad-config", "bad-config"]);
        assert_eq!((read.value.theme.as_str(), read.value.files.as_str()), ("theme", "static"));
        let read = read_text("theme = \"./looks/own/\"\nfiles = \".\"");
        assert_eq!((read.value.theme.as_str(), read.findings.len()), ("looks/own", 1));
    }

    #[test]
    fn broken_toml_is_a_finding() {
        let read = read_text("name = \"x\nlanguage = \"de\"");
        assert!(!read.findings.is_empty());
    }
}
