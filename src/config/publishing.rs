//! Where a site is published, as `site.toml` says: a table `[publish.NAME]` for each target.

use std::path::PathBuf;

use super::addresses::clean_base_url;
use super::governance::Edition;
use super::table::{ConfigTable, ConfigValue};
use crate::diagnostic::{Finding, Severity, near_miss};

/// Releases that are kept where a target does not say how many.
const KEPT_RELEASES: usize = 5;
/// What addresses in object stores begin with.
const STORES: [&str; 3] = ["s3://", "gs://", "az://"];

/// Where a site is published. None of its keys is controlled: they say where a site goes, and never which texts are in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishTarget {
    /// Its name: `intranet`.
    pub name: String,
    /// Where it is.
    pub to: ConfigValue<Destination>,
    /// Which texts are published there; `None` for those of the site.
    pub edition: Option<Edition>,
    /// The address at which readers find it; `None` for that of the site.
    pub base_url: Option<String>,
    /// The least severity of a finding that keeps a release from being published.
    pub block: Severity,
    /// How many releases are kept, the one that is served among them.
    pub keep: usize,
    /// For whom files are written that say how the site is served, each once.
    pub server_files: Vec<SiteServer>,
    /// The packings in which copies of files are published beside these, each once.
    pub compress: Vec<Packing>,
}

/// Who serves a site, and reads files that say how.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SiteServer {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
    /// Apache's httpd.
    Apache,
    /// A host of static sites that reads `_redirects` and `_headers` in the site itself.
    Host,
}

impl SiteServer {
    /// How each is called in `server_files`.
    pub const WORDS: [(&'static str, SiteServer); 4] = [
        ("nginx", SiteServer::Nginx),
        ("caddy", SiteServer::Caddy),
        ("apache", SiteServer::Apache),
        ("redirects", SiteServer::Host),
    ];
}

/// A form in which files are made smaller for the way to a browser.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Packing {
    /// What every browser takes.
    Gzip,
    /// The smallest for texts.
    Brotli,
    /// The fastest to unpack.
    Zstd,
}

impl Packing {
    /// How each is called in `compress`.
    pub const WORDS: [(&'static str, Packing); 3] =
        [("gzip", Packing::Gzip), ("brotli", Packing::Brotli), ("zstd", Packing::Zstd)];

    /// What the name of a copy ends in, behind that of the file: `.br`.
    pub fn ending(self) -> &'static str {
        match self {
            Packing::Gzip => ".gz",
            Packing::Brotli => ".br",
            Packing::Zstd => ".zst",
        }
    }

    /// How browsers and servers call it: `br`.
    pub fn coding(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Brotli => "br",
            Packing::Zstd => "zstd",
        }
    }
}

/// Where the files of a target go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// A folder; one that is relative lies below the folder of `site.toml`.
    Folder(PathBuf),
    /// An address in an object store: `s3://bucket/playbook`.
    Store(String),
}

/// The targets, in the order in which they are written.
pub(super) fn targets(root: &ConfigTable<'_, '_>) -> Vec<PublishTarget> {
    let Some(all) = root.table("publish") else { return Vec::new() };
    let entries = all.entries().into_iter();
    entries.filter_map(|(name, value)| target(name, all.entry_table(name, value)?)).collect()
}

fn target(name: &str, table: ConfigTable<'_, '_>) -> Option<PublishTarget> {
    table.needs(&["to"]);
    let severities = [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
    let to = destination(&table);
    let (edition, base_url, keep) = (edition(&table), base_url(&table), keep(&table));
    let block = table.choice("block", &severities);
    let server_files = choices(&table, "server_files", &SiteServer::WORDS);
    let compress = choices(&table, "compress", &Packing::WORDS);
    // Whoever wrote a word here did not mean that nothing blocks.
    let otherwise = if table.has("block") { Severity::Note } else { Severity::Error };
    table.finish();
    let block = block.unwrap_or(otherwise);
    Some(PublishTarget {
        name: name.to_owned(),
        to: to?,
        edition,
        base_url,
        block,
        keep,
        server_files,
        compress,
    })
}

/// The words of a list as what they mean, each once. What is no such word is a finding.
fn choices<T: Copy + Ord>(
    table: &ConfigTable<'_, '_>,
    key: &'static str,
    words: &[(&'static str, T)],
) -> Vec<T> {
    let mut chosen = Vec::new();
    for written in table.texts(key).unwrap_or_default() {
        if let Some((_, choice)) = words.iter().find(|(word, _)| *word == written.value) {
            chosen.push(*choice);
            continue;
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` is no value of `{key}`", written.value);
        let near = near_miss(&written.value, known.iter().copied());
        let finding = table
            .finding(written.span, message)
            .hint(format!("it takes `{}`", known.join("`, `")))
            .hint_if(near.map(|word| format!("did you mean `{word}`?")));
        table.report(finding);
    }
    chosen.sort();
    chosen.dedup();
    chosen
}

fn destination(table: &ConfigTable<'_, '_>) -> Option<ConfigValue<Destination>> {
    let ConfigValue { value, span } = table.text("to")?;
    let is_store = STORES.iter().any(|scheme| value.starts_with(scheme));
    if value.trim().is_empty() || (value.contains("://") && !is_store) {
        let finding = table.finding(span, format!("`{value}` is nowhere that a site is published to"));
        table.report(finding.hint(
            "name a folder, `/srv/www/playbook`, or an address in an object store, `s3://bucket/playbook`",
        ));
        return None;
    }
    let value = if is_store { Destination::Store(value) } else { Destination::Folder(value.into()) };
    Some(ConfigValue { value, span })
}

/// Whoever wrote a word here did not mean to publish everything.
fn edition(table: &ConfigTable<'_, '_>) -> Option<Edition> {
    let read = table.choice("edition", &Edition::WORDS);
    read.or_else(|| table.has("edition").then_some(Edition::Approved))
}

fn base_url(table: &ConfigTable<'_, '_>) -> Option<String> {
    let written = table.text("base_url")?;
    let report = |message| {
        let finding: Finding = table.finding(written.span, message);
        table.report(finding.hint("write it like `https://intranet.example/playbook`"));
    };
    clean_base_url(&written.value).map_err(report).ok()
}

fn keep(table: &ConfigTable<'_, '_>) -> usize {
    let Some(written) = table.number("keep") else { return KEPT_RELEASES };
    if written.value == 0 {
        let message = "`keep` counts the release that is served: it is at least 1".to_owned();
        table.report(table.finding(written.span, message));
    }
    written.value.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;
    use crate::path::FilePath;

    fn read_text(text: &str) -> (Vec<PublishTarget>, Vec<String>) {
        let read = read(&FilePath::new("site.toml").expect("a path"), text);
        let findings = read.findings.into_iter().map(|finding| finding.message).collect();
        (read.value.publish, findings)
    }

    #[test]
    fn targets_have_defaults_and_names() {
        let (targets, findings) = read_text(
            "[publish.intranet]\nto = \"/srv/www/playbook\"\n[publish.draft]\nto = \"s3://bucket/draft\"\nedition = \"latest\"\nkeep = 2\nblock = \"warning\"\nbase_url = \"https://draft.example/\"\n",
        );
        assert_eq!(findings, [""; 0]);
        let [intranet, draft] = &targets[..] else { panic!("two, not {targets:?}") };
        assert_eq!((intranet.name.as_str(), intranet.keep, intranet.block), ("intranet", 5, Severity::Error));
        assert_eq!(intranet.to.value, Destination::Folder("/srv/www/playbook".into()));
        assert_eq!((intranet.edition, &intranet.base_url), (None, &None));
        assert_eq!(draft.to.value, Destination::Store("s3://bucket/draft".to_owned()));
        assert_eq!((draft.edition, draft.keep, draft.block), (Some(Edition::Latest), 2, Severity::Warning));
        assert_eq!(draft.base_url.as_deref(), Some("https://draft.example"));
        assert!(intranet.server_files.is_empty() && intranet.compress.is_empty());
    }

    #[test]
    fn servers_and_packings_are_lists_of_words() {
        let (targets, findings) = read_text(
            "[publish.a]\nto = \"x\"\nserver_files = [\"caddy\", \"nginx\", \"caddy\", \"ngnix\"]\ncompress = [\"zstd\", \"gzip\"]\n[publish.b]\nto = \"y\"\nserver_files = \"nginx\"\n",
        );
        let [a, b] = &targets[..] else { panic!("two, not {targets:?}") };
        assert_eq!(a.server_files, [SiteServer::Nginx, SiteServer::Caddy]);
        assert_eq!(a.compress, [Packing::Gzip, Packing::Zstd]);
        assert_eq!(b.server_files, []);
        for words in ["`ngnix` is no value of `server_files`", "`server_files` takes a list"] {
            assert!(findings.iter().any(|finding| finding.contains(words)), "{words}: {findings:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_a_finding_and_never_lets_more_through() {
        let (targets, findings) = read_text(
            "[publish.a]\nto = \"ftp://host\"\n[publish.b]\nto = \"x\"\nedition = \"newest\"\nblock = \"all\"\nkeep = 0\nsecret_key = \"hunter2\"\n[publish.c]\nkeep = 1\n",
        );
        let [b] = &targets[..] else { panic!("one, not {targets:?}") };
        assert_eq!((b.edition, b.block, b.keep), (Some(Edition::Approved), Severity::Note, 1));
        for words in ["is nowhere that", "`newest`", "`all`", "at least 1", "`secret_key`", "`to` is missing"]
        {
            assert!(findings.iter().any(|finding| finding.contains(words)), "{words}: {findings:?}");
        }
        assert!(!findings.iter().any(|finding| finding.contains("hunter2")), "{findings:?}");
        // Its line is not shown either.
        let text = "[publish.a]\nto = \"x\"\nsecret_key = \"hunter2\"\n";
        let read = read(&FilePath::new("site.toml").expect("a path"), text);
        assert_eq!(read.findings[0].place.as_ref().and_then(|place| place.span), None);
    }
}
