//! What a site says of its history.

use super::addresses::is_domain;
use super::table::{ConfigTable, ConfigValue};
use crate::path::FilePath;

/// The table `[history]`.
#[derive(Default)]
pub(super) struct HistoryConfig {
    pub(super) ignore: Option<ConfigValue<FilePath>>,
    pub(super) authority: Option<String>,
}

impl HistoryConfig {
    pub(super) fn read(root: &ConfigTable<'_, '_>) -> HistoryConfig {
        let Some(table) = root.table("history") else { return HistoryConfig::default() };
        let read = HistoryConfig { ignore: ignore(&table), authority: authority(&table) };
        table.finish();
        read
    }
}

fn ignore(table: &ConfigTable<'_, '_>) -> Option<ConfigValue<FilePath>> {
    let named = table.text("ignore")?;
    let file = FilePath::new(&named.value).filter(|file| !file.as_str().is_empty());
    if file.is_none() {
        let message = format!("`ignore` takes a file below site.toml; this is `{}`", named.value);
        table.report(table.finding(named.span, message));
    }
    Some(ConfigValue { value: file?, span: named.span })
}

fn authority(table: &ConfigTable<'_, '_>) -> Option<String> {
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
