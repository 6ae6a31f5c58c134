//! Parsed files -> pages: kinds, titles, addresses, and the pages of folders that nobody wrote one for.

use std::sync::Arc;

use super::arranged::arranged;
use super::blocks::PageOfBlocks;
use super::draft::DraftRules;
use super::fields::FieldReader;
use super::folders::{FileRole, FolderIndex, FolderRole, Folders, index_rank};
use super::front_matter::Front;
use super::parsed::{Parsed, ParsedFile};
use super::permalinks::{permalink, with_redirects};
use super::posts::day_of_post;
use super::required::{self, FieldDemand};
use super::title::{serving_title, title};
use super::unfilled::unfilled;
use crate::config::{Config, PageKind, unknown_kind};
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding};
use crate::model::{FieldValue, Fields, Page, PageSignature, Selection, Source, WhyDraft};
use crate::path::{Address, FilePath, strip_markdown_ending};
use crate::shared::SharedList;
use crate::source::Span;
use crate::yaml::YamlReader;

/// The pages of a site.
#[derive(Clone, Debug, Default)]
pub struct SitePages {
    /// Those of the site, sorted by path.
    pub shown: SharedList<Page>,
    /// Drafts that are left out.
    pub drafts: SharedList<Page>,
}

/// Makes pages of files: one for every file, and one for every folder that has none of its own.
/// Of two pages at one address the first stays. The texts may be of any day: none keeps a page back.
pub fn pages(files: &SharedList<ParsedFile>, config: &Config, selection: Selection) -> Checked<SitePages> {
    let mut findings = Vec::new();
    let indexes: Vec<FolderIndex> = files.iter().filter_map(|file| FolderIndex::of(file, None)).collect();
    let folders = Folders::new(&indexes, config);
    let made = files.iter().map(|file| page(file, &folders.role(&file.path), config, None));
    let made: SharedList<Page> = made.map(|made| made.into_value(&mut findings)).collect();
    let signatures = made.iter().map(|page| Arc::new(PageSignature(page.clone()))).collect();
    let order = arranged(&signatures, config, selection).into_value(&mut findings);
    let (shown, drafts) = (order.shown(&made).cloned().collect(), order.drafts(&made).cloned().collect());
    Checked::new(SitePages { shown, drafts }, findings)
}

/// Makes the page of a file that stands so in its folder. `today` is `None` for a text of the past.
pub fn page(file: &ParsedFile, role: &FolderRole, config: &Config, today: Option<Day>) -> Checked<Arc<Page>> {
    let Parsed { source, front, .. } = &file.parsed.value;
    let mut findings = file.parsed.findings.clone();
    let of_file = findings.len();
    let kind = kind(file, front, role.inherited.as_ref(), config, &mut findings);
    let reader = FieldReader {
        values: YamlReader::new(&file.file, Code::BadValue),
        markdown: &config.markdown,
        of_block: None,
        unknown_keys: config.unknown_keys,
        kinds: &config.kinds,
        today,
        zone: &config.zone,
    };
    let draft = why_draft(file, role, reader.drafts(&kind.fields));
    let of_draft = if draft.is_some() { FieldDemand::OfDraft } else { FieldDemand::OfPublished };
    let fields = typed(reader, (file, source, front), (&kind, of_draft), config, &mut findings);
    let blocks = PageOfBlocks { file: &file.file, source, fields: &fields, config }.read(&mut findings);
    let before_title = findings.len();
    let title = title(file, &fields, &config.words, &mut findings);
    if draft.is_some() {
        // What is kept back is called by nobody, and may be a part of another page.
        let is_of_title = |finding: &Finding| finding.code == Code::MissingTitle;
        let untold = findings.split_off(before_title).into_iter().filter(|finding| !is_of_title(finding));
        findings.extend(untold);
    }
    if front.failed || front.is_stand_in {
        // What was salvaged may be torn apart: only the slip itself is certain.
        findings.truncate(of_file);
    }
    let permalink = permalink(front, &kind.fields);
    let keys = Arc::new(file.parsed.value.written_keys(&kind, &fields, &config.kinds));
    let page = Page {
        keys,
        file: file.file.clone(),
        path: file.path.clone(),
        address: address(&file.path, role.stands),
        kind,
        title,
        document: fields.text("id").filter(|id| !id.is_empty()).map(Into::into),
        order: match fields.get("order") {
            Some(FieldValue::Number(order)) => Some(*order),
            _ => None,
        },
        draft,
        is_stand_in: front.is_stand_in,
        permalink,
        fields,
        source: Some(source.clone()),
        blocks,
        stood: None,
    };
    Checked::new(Arc::new(page), findings)
}

/// Why a page is a draft. What lies in a folder of drafts is kept back without a word: that is what the folder is for. What
/// other names keep back is reported once for each folder.
fn why_draft(file: &ParsedFile, role: &FolderRole, rules: DraftRules<'_>) -> Option<WhyDraft> {
    let Parsed { front, has_hidden_words, .. } = &file.parsed.value;
    if file.path.is_among_drafts() {
        return Some(WhyDraft::Folder);
    }
    if file.path.underscored().is_some() {
        return Some(WhyDraft::Underscore);
    }
    if file.path.is_copy() {
        return Some(WhyDraft::Copy);
    }
    let own = rules.why(front);
    if own == Some(WhyDraft::Said) {
        return own;
    }
    let above = role.kept_back.clone().filter(|why| why.index() != Some(&file.file));
    let hidden_words = || has_hidden_words.then_some(WhyDraft::HiddenWords);
    let is_ahead = |day: &Day| rules.today.is_some_and(|today| *day > today);
    let post = || day_of_post(&file.path).filter(is_ahead).map(WhyDraft::Post);
    above.or(own).or_else(hidden_words).or_else(post)
}

fn kind(
    file: &ParsedFile,
    front: &Front,
    inherited: Option<&Arc<PageKind>>,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Arc<PageKind> {
    let mut known = |name: &str, span: Span| {
        let kind = config.kinds.named(name).cloned();
        if kind.is_none() {
            findings.push(unknown_kind(&config.kinds, name, &file.file, span));
        }
        kind
    };
    if let Some((name, span)) = front.text("page_kind") {
        known(name, span);
    }
    let own = front.text("kind").and_then(|(name, span)| known(name, span));
    own.or_else(|| inherited.cloned()).unwrap_or_else(|| config.kinds.plain().clone())
}

fn typed(
    reader: FieldReader<'_>,
    (file, source, front): (&ParsedFile, &Source, &Front),
    (kind, demand): (&PageKind, FieldDemand),
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Fields {
    let fields = reader.fields(&with_redirects(&front.entries, &kind.fields), &kind.fields);
    let slips = reader.drafts(&kind.fields).findings(&file.file, front);
    slips.for_each(|finding| reader.values.report(finding));
    reader.duplicate_keys(&front.entries);
    required::missing_fields(&reader, front, (kind, demand));
    required::empty_names(&reader, front, kind, &serving_title(file, source, &config.words));
    findings.extend(reader.values.into_findings());
    if demand == FieldDemand::OfPublished {
        findings.extend(unfilled(&file.file, &source.text, front));
    }
    fields
}

fn address(path: &FilePath, stands: FileRole) -> Address {
    if index_rank(path).is_some() && stands == FileRole::InItsFolder {
        // A stronger index stands for the folder; this is a page beside it.
        return Address::folder(strip_markdown_ending(path.as_str()));
    }
    Address::of_page(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn signature(text: &str) -> PageSignature {
        let config = Config::default();
        let path = FilePath::new("a.md").expect("a path");
        let parsed = Arc::new(parse::file(&path, &text.into(), &config.markdown));
        let files = [Arc::new(ParsedFile { file: path.clone(), path: path.clone(), parsed })];
        let pages = pages(&files.into_iter().collect(), &config, Selection::default()).value.shown;
        PageSignature(pages.iter().find(|page| page.path == path).expect("the page").clone())
    }

    #[test]
    fn a_signature_is_everything_but_the_words() {
        let plain = "---\ntitle: One\n---\n\n## Part {#part}\n\nWords.\n";
        for (text, is_same) in [
            (plain.replace("Words", "Others"), true),
            (plain.replace("One", "Two"), false),
            (plain.replace("Part {", "Parts {"), false),
            (plain.replace("#part", "#other"), false),
            (format!("{plain}\n### More\n"), false),
        ] {
            assert_eq!(signature(plain) == signature(&text), is_same, "{text}");
        }
        let heading = "---\ntitle: One\n---\n\n## {#part}\n";
        let anchor = "---\ntitle: One\n---\n\n<a id=\"part\"></a>\n";
        assert!(signature(heading) != signature(anchor), "a heading without words is no anchor");
    }
}
