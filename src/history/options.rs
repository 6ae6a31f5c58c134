//! How the history of a site is shown: in which zone, with which names, and without which commits.

use super::mailmap::Names;
use crate::config::{Config, ConfigValue};
use crate::date::Zone;
use crate::path::FilePath;

/// How the past is shown.
#[derive(Clone, Debug)]
pub struct HistoryOptions {
    /// Where days begin and end.
    pub zone: Zone,
    /// The site's own list of commits to fold away; without one, [`super::IGNORE_FILE`] at the top of the repository serves.
    pub ignore: Option<ConfigValue<FilePath>>,
    /// By which names people go.
    pub names: Names,
}

impl HistoryOptions {
    /// As the site's settings have it.
    pub fn of(config: &Config) -> HistoryOptions {
        HistoryOptions {
            zone: config.zone.clone(),
            ignore: config.history_ignore.clone(),
            names: Names::of(config.edition),
        }
    }
}
