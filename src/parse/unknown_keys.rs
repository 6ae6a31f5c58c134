//! Keys of front matter that the kind of a page does not know: slips of the pen, or what another program reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft_words::{is_read_elsewhere, is_state};
use super::embargo::{is_day_of_page, is_unread_day};
use super::fields::FieldReader;
use super::permalinks;
use crate::config::{Field, PageKind};
use crate::diagnostic::{Code, Finding, near_miss};
use crate::source::Span;
use crate::yaml::{MapEntry, Value};

/// What keys are called by other programs, and here.
const ELSEWHERE: [(&str, &str); 4] =
    [("redirect_from", "aliases"), ("description", "summary"), ("weight", "order"), ("keywords", "tags")];
/// Keys that other programs read, and nobody writes by a slip of the pen.
const OF_OTHER_PROGRAMS: [&str; 44] = [
    "author",
    "authors",
    "banner",
    "bookhidden",
    "bookcollapsesection",
    "categories",
    "category",
    "comments",
    "cover",
    "cssclass",
    "cssclasses",
    "date",
    "editlink",
    "excerpt",
    "featured",
    "footer",
    "head",
    "hide",
    "hide_sidebar",
    "hide_title",
    "icon",
    "image",
    "images",
    "kernelspec",
    "lang",
    "language",
    "lastmod",
    "layout",
    "linktitle",
    "menu",
    "nav_order",
    "next",
    "orphan",
    "outline",
    "pagefind",
    "parent",
    "prev",
    "series",
    "sidebar",
    "sidebar_label",
    "slug",
    "status",
    "toc",
    "type",
];

/// What findings have in common of which no page needs to be mended: see [`unknown_keys_in_one`].
const OF_OTHERS: &str = "keys that no kind of page knows";

impl FieldReader<'_> {
    /// Reports a key that is not declared, among the others of its map.
    pub(super) fn unknown_key(&self, entry: &MapEntry, beside: &[MapEntry], declared: &[Arc<Field>]) {
        let MapEntry { key, span, node } = entry;
        if let Some(block) = self.of_block {
            self.values.report(self.unknown_in_block(entry, block, declared));
            return;
        }
        if is_unread_day(key, node.written()) && self.today.is_some() {
            self.values.report(self.unread_day(key, *span));
            return;
        }
        let is_acted_upon = is_acted_upon(key) || permalinks::is_understood(entry);
        let Some(severity) = self.unknown_keys.filter(|_| !is_acted_upon) else { return };
        let message = format!("`{key}` is not a key that this kind of page knows");
        let finding = Finding::new(Code::UnknownFrontMatterKey, self.values.place(*span), message)
            .with_severity(severity)
            .label("not known");
        let is_free = |name: &str| beside.iter().all(|entry| entry.key != name);
        let finding = match meant(entry, declared).filter(|(name, _)| is_free(name)) {
            Some((_, hint)) => finding.hint(hint),
            None => self.of_others(finding, key),
        };
        self.values.report(finding);
    }

    /// That a data block has a key that it does not know.
    fn unknown_in_block(&self, entry: &MapEntry, block: &str, declared: &[Arc<Field>]) -> Finding {
        let message = format!("`{}` is not a key of a `{block}` block", entry.key);
        let names: Vec<&str> = declared.iter().map(|field| field.name.as_str()).collect();
        let near = near_miss(&entry.key, names.iter().copied());
        // Between braces a comma ends a text: what stands behind it is a key without a value.
        let is_rest_of_text = entry.key.contains(' ') && entry.node.value == Value::Null;
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_rest_of_text => {
                "a comma ends a text between braces: put the text that goes on here in quotes".to_owned()
            }
            None => format!("it has {}", names.join(", ")),
        };
        self.values.finding(entry.span, message).label("not known").hint(hint)
    }

    /// That nobody can tell whether the day of a page is still to come, which keeps a page back in other programs.
    fn unread_day(&self, key: &str, span: Span) -> Finding {
        let message = format!("`{key}` says no day that can be read; the page is published");
        Finding::new(Code::UnknownFrontMatterKey, self.values.place(span), message)
            .cause(format!("`{key}` says no day"))
            .label("other programs publish no page before its day")
            .hint("write the day as `2026-11-03`, or take the line out; where it is to keep the page back, write `draft: true`")
    }

    /// What to do about a key that is none of this kind of page.
    fn of_others(&self, finding: Finding, key: &str) -> Finding {
        let has_it = |kind: &&Arc<PageKind>| kind.fields.iter().any(|field| field.name == key);
        let kinds: Vec<String> =
            self.kinds.all().iter().filter(has_it).map(|kind| format!("`{}`", kind.name)).collect();
        if !kinds.is_empty() {
            let kinds = kinds.join(", ");
            return finding.hint(format!("pages of kind {kinds} have it; `kind: …` says what a page is"));
        }
        if is_state(key) {
            return finding
                .cause("a key says how far a page has come, and none that keeps it back")
                .hint("take it out, or declare it under `[kinds]` in site.toml; where it is to keep the page back, write `draft: true`");
        }
        finding
            .cause(OF_OTHERS)
            .hint("take it out, declare it under `[kinds]` in site.toml, or set `unknown_keys` there")
    }
}

/// The declared key that was probably meant, and how to write it.
fn meant(MapEntry { key, node, .. }: &MapEntry, declared: &[Arc<Field>]) -> Option<(String, String)> {
    let names = || declared.iter().map(|field| field.name.as_str());
    let address = node.written().trim();
    let address = address.strip_suffix("index.html").unwrap_or(address).trim_matches('/');
    if permalinks::KEYS.contains(&key.as_str())
        && !address.is_empty()
        && names().any(|name| name == "aliases")
    {
        let hint = format!("write `aliases: [/{address}/]`, so that this address leads here");
        return Some(("aliases".to_owned(), hint));
    }
    let called = ELSEWHERE.iter().find(|(other, _)| *other == key).map(|(_, ours)| *ours);
    let is_flag = matches!(node.value, Value::Flag(_));
    let longer = || names().find(|name| !is_flag && key.len() > 3 && name.starts_with(key.as_str()));
    let near = if OF_OTHER_PROGRAMS.contains(&key.to_lowercase().as_str()) {
        called
    } else {
        near_miss(key, names()).or_else(longer).or(called)
    };
    let near = near.filter(|near| names().any(|name| name == *near))?;
    Some((near.to_owned(), format!("did you mean `{near}`?")))
}

/// Whether a key may keep its page back, and so means something here, whatever it says.
fn is_acted_upon(key: &str) -> bool {
    !permalinks::KEYS.contains(&key) && (is_read_elsewhere(key) || is_day_of_page(key))
}

/// So many keys are named.
const MOST_NAMED: usize = 20;

/// The findings of all pages, with one for all keys that are not known and resemble none that is: another program reads them.
pub fn unknown_keys_in_one(findings: Vec<Finding>) -> Vec<Finding> {
    let is_of_others =
        |finding: &Finding| finding.code == Code::UnknownFrontMatterKey && finding.cause == OF_OTHERS;
    let mut pages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_of_others(finding)) {
        let file = finding.place.as_ref().map(|place| place.file.to_string());
        pages.entry(key_of(finding)).or_default().extend(file);
    }
    let are_many = pages.len() > 1 || pages.values().any(|pages| pages.len() > 1);
    pages.retain(|_, _| are_many);
    let mut keys: Vec<(String, usize)> =
        pages.into_iter().map(|(key, pages)| (key.to_owned(), pages.len())).collect();
    keys.sort_by(|(one, pages), (other, more)| more.cmp(pages).then_with(|| one.cmp(other)));
    let (of_others, mut findings): (Vec<Finding>, Vec<Finding>) = findings
        .into_iter()
        .partition(|finding| is_of_others(finding) && keys.iter().any(|(key, _)| key == key_of(finding)));
    // Each of the others is mended for itself.
    findings.iter_mut().filter(|finding| is_of_others(finding)).for_each(|finding| finding.cause.clear());
    findings.extend(of_others.into_iter().next().map(|first| of_all(first, &keys)));
    findings
}

fn of_all(first: Finding, keys: &[(String, usize)]) -> Finding {
    let pages = |count| if count == 1 { "1 page".to_owned() } else { format!("{count} pages") };
    let named = keys.iter().take(MOST_NAMED).map(|(key, count)| format!("`{key}` ({})", pages(*count)));
    let named: Vec<String> = named.collect();
    let more = if keys.len() > MOST_NAMED { ", …" } else { "" };
    let begins = if keys.len() == 1 { "1 key is".to_owned() } else { format!("{} keys are", keys.len()) };
    let message = format!("{begins} not known: {}{more}", named.join(", "));
    Finding { message, hints: Vec::new(), ..first }
        .label("the first of them")
        .hint("where another program reads them, say so in site.toml: `unknown_keys = \"allow\"`")
        .hint("to have them shown, declare them under `[kinds]` there")
}

/// The key that a finding is about, which its message begins with.
fn key_of(finding: &Finding) -> &str {
    finding.message.split('`').nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Severity};
    use crate::path::FilePath;

    fn unknown(file: usize, key: &str) -> Finding {
        let file = FilePath::new(&format!("{file}.md")).expect("a path");
        let message = format!("`{key}` is not a key that this kind of page knows");
        Finding::new(Code::UnknownFrontMatterKey, Place::file(&file), message).cause(OF_OTHERS)
    }

    #[test]
    fn keys_of_many_pages_are_one_finding() {
        let slips = vec![unknown(1, "ordr")];
        let messages = |findings: Vec<Finding>| -> Vec<String> {
            unknown_keys_in_one(findings).into_iter().map(|finding| finding.message).collect()
        };
        assert_eq!(messages(slips.clone()), ["`ordr` is not a key that this kind of page knows"]);
        let many = (0..2).map(|page| unknown(page, "slug")).chain(slips.clone()).collect();
        assert_eq!(messages(many), ["2 keys are not known: `slug` (2 pages), `ordr` (1 page)"]);
        let keys = (0..10).map(|key| unknown(1, &format!("key{key}"))).collect();
        let [all] = &unknown_keys_in_one(keys)[..] else { panic!("one") };
        assert!(all.message.starts_with("10 keys are not known: `key0` (1 page)"), "{}", all.message);
        assert_eq!(all.severity, Severity::Warning);
    }
}
