//! Whether the kinds that a site declares hold together: names, fields that are required or stand in the strip, kinds
//! that relations lead to.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kinds::{Kinds, PageKind};
use super::table::ConfigTable;
use crate::diagnostic::near_miss;
use crate::source::Span;

/// Fields that the program itself reads, and their types.
const FIXED: [(&str, &str); 9] = [
    ("title", "text"),
    ("id", "text"),
    ("kind", "text"),
    ("page_kind", "text"),
    ("summary", "text"),
    ("tags", "texts"),
    ("aliases", "texts"),
    ("order", "number"),
    ("draft", "flag"),
];

/// Reports what is wrong with `[kinds]`. `kinds` are all kinds that the site knows by now.
pub(super) fn check(declared: &ConfigTable<'_, '_>, kinds: &Kinds) {
    for (key, value) in declared.raw() {
        let name = key.get_ref().as_ref();
        check_name(declared, "kind", name, key.span());
        let (Some(table), Some(kind)) = (value.get_ref().as_table(), kinds.named(name)) else { continue };
        are_fields(declared, table, "required", kind, "is required");
        are_fields(declared, table, "strip", kind, "stands in the strip");
        for (key, value) in entries(table, "fields") {
            check_name(declared, "field", key.get_ref(), key.span());
            field(declared, key.get_ref(), key.span(), value, kinds);
        }
    }
}

fn check_name(table: &ConfigTable<'_, '_>, what: &str, name: &str, span: std::ops::Range<usize>) {
    let fits = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_');
    if name.chars().all(fits) && !name.is_empty() {
        return;
    }
    let slug: String = name.to_lowercase().chars().map(|c| if fits(c) { c } else { '-' }).collect();
    let message = format!("`{name}` is no name of a {what}");
    let finding = table.finding(Span::new(span), message);
    table.report(finding.hint(format!("write it in small letters, without blanks: `{slug}`")));
}

/// Reports names under a key of a kind that are fields of no such page.
fn are_fields(report: &ConfigTable<'_, '_>, table: &DeTable<'_>, key: &str, kind: &PageKind, what: &str) {
    for (name, span) in texts(table, key) {
        if kind.fields.iter().any(|field| field.name == name) {
            continue;
        }
        let near = near_miss(name, kind.fields.iter().map(|field| field.name.as_str()));
        let message = format!("`{name}` {what}, and a page of kind `{}` has no such field", kind.name);
        let declare = format!("declare it: `fields.{name} = {{ type = \"text\" }}`");
        report.report(
            report
                .finding(span, message)
                .hint(near.map_or(declare, |near| format!("did you mean `{near}`?"))),
        );
    }
}

fn field(
    report: &ConfigTable<'_, '_>,
    name: &str,
    span: std::ops::Range<usize>,
    value: &Spanned<DeValue<'_>>,
    kinds: &Kinds,
) {
    let Some(table) = value.get_ref().as_table() else { return };
    let takes = table.get("type").and_then(|value| value.get_ref().as_str()).unwrap_or("text");
    if let Some((_, fixed)) = FIXED.iter().find(|(known, fixed)| *known == name && *fixed != takes) {
        let message = format!("`{name}` is a field of every page, and stays of type `{fixed}`");
        report.report(report.finding(Span::new(span.clone()), message).hint("choose another name"));
    }
    if takes == "choice" && texts(table, "of").next().is_none() {
        let finding = report.finding(Span::new(span), format!("`{name}` is a choice of nothing"));
        report.report(finding.hint("say between what: `of = [\"one\", \"two\"]`"));
    }
    for (to, span) in texts(table, "to").filter(|(to, _)| kinds.named(to).is_none()) {
        let known: Vec<&str> = kinds.all().iter().map(|kind| kind.name.as_str()).collect();
        let hint = match near_miss(to, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known kinds: {}", known.join(", ")),
        };
        report.report(report.finding(span, format!("there is no kind of page `{to}`")).hint(hint));
    }
}

/// The entries of a table within a table. That it is none is reported where it is read.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
    key: &str,
) -> impl Iterator<Item = (&'t Spanned<toml::de::DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    table.get(key).and_then(|value| value.get_ref().as_table()).into_iter().flat_map(DeTable::iter)
}

fn texts<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = (&'t str, Span)> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    let items = list.into_iter().flat_map(|list| list.iter());
    items.filter_map(|item| Some((item.get_ref().as_str()?, Span::new(item.span()))))
}
