//! What a site says of its history.

use super::addresses::is_domain;
use super::table::{Table, Written};
use crate::path::FilePath;

/// The table `[history]`.
#[derive(Default)]
pub(super) struct History {
    pub(super) ignore: Option<Written<FilePath>>,
    pub(super) authority: Option<String>,
}

impl History {
    pub(super) fn read(root: &Table<'_, '_>) -> History {
        let Some(table) = root.table("history") else { return History::default() };
        let read = History { ignore: ignore(&table), authority: authority(&table) };
        table.finish();
        read
    }
}

fn ignore(table: &Table<'_, '_>) -> Option<Written<FilePath>> {
    let named = table.text("ignore")?;
    let file = FilePath::new(&named.value).filter(|file| !file.as_str().is_empty());
    if file.is_none() {
        let message = format!("`ignore` takes a file below site.toml; this is `{}`", named.value);
        table.report(table.finding(named.span, message));
    }
    Some(Written { value: file?, span: named.span })
}

fn authority(table: &Table<'_, '_>) -> Option<String> {
    let named = table.text("authority")?;
    if is_domain(&named.value) {
        return Some(named.value.to_ascii_lowercase());
    }
    let message = format!("`{}` is no domain", named.value);
    table.report(
        table.finding(named.span, message).label("left out").hint("write one of your own: `example.org`"),
    );
    None
}
