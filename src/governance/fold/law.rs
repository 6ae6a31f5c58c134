//! The model in force: its text, and the settings that belong to it.

use std::sync::Arc;

use super::pages::TextAt;
use crate::config::Config;
use crate::date::Day;
use crate::governance::Rulebook;
use crate::model::Record;
use crate::path::{FilePath, is_markdown};

/// A model that is or was in force, with the settings that were approved with it.
#[derive(Clone, Debug)]
pub struct Law {
    /// The id of its page.
    pub page: Arc<str>,
    /// Its text, with the settings and the list of signers among the files.
    pub text: TextAt,
    /// What it asks.
    pub rulebook: Arc<Rulebook>,
    /// The settings of the site as they were approved.
    pub config: Arc<Config>,
    /// The folder of pages.
    pub content: FilePath,
    /// The folder of records.
    pub records: FilePath,
    /// The first day.
    pub since: Day,
    /// By these records.
    pub by: Vec<Arc<Record>>,
}

impl Law {
    /// Whether a file is a page of the site.
    pub(super) fn is_page(&self, file: &FilePath) -> bool {
        file.within(&self.content).is_some_and(|path| is_page(&path) && !self.config.exclude.takes_out(&path))
    }

    /// The role that may adopt a model where nothing else is asked.
    pub(super) fn adopted_by(&self) -> Arc<str> {
        self.config
            .governing
            .as_ref()
            .map(|governing| governing.adopted_by.value.as_str().into())
            .unwrap_or_default()
    }

    /// Whether it says itself that a role has a part in it.
    pub(in crate::governance) fn names_role(&self, role: &str) -> bool {
        let model = &self.rulebook.model;
        let named = [Some(self.adopted_by()), model.appointed_by.clone(), model.mechanical.clone()];
        self.rulebook.names_role(role) || named.iter().flatten().any(|named| **named == *role)
    }
}

/// Whether a file of the folder of pages is a page.
pub(super) fn is_page(path: &FilePath) -> bool {
    is_markdown(path.name()) && !path.is_hidden()
}
