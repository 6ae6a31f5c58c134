//! What a site says of itself.

use std::sync::Arc;

use super::memo::Memo;
use super::request::Request;
use super::unreadable::unreadable;
use crate::config::{self, Config, Edition, site_file};
use crate::diagnostic::Checked;
use crate::model::Page;
use crate::shared::{ByPtr, SharedList};
use crate::world::{FileText, ReadError, World};

/// What is remembered of the settings.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct SettingsMemos {
    read: Memo<(FileText, Option<String>, Option<Edition>), Checked<Arc<Config>>>,
    named: Memo<(ByPtr<Config>, Option<Arc<str>>), Arc<Config>>,
}

impl SettingsMemos {
    /// What `site.toml` says, and what is asked for instead.
    pub(super) fn read(&self, world: &dyn World, request: &Request) -> Checked<Arc<Config>> {
        let asked = (world.text(&site_file()), request.base_url.clone(), request.edition);
        self.read.get(asked, |(text, base_url, edition)| {
            let file = site_file();
            let mut read = match text {
                Ok(text) => config::read(&file, text),
                Err(ReadError::Missing) => Checked::clean(Config::default()),
                // Nobody knows which texts it publishes. Where it was never governed, `settled` sees that.
                Err(error) => {
                    let config = Config { edition: Edition::Approved, ..Config::default() };
                    Checked::new(config, vec![unreadable(&file, error)])
                }
            };
            if base_url.is_some() {
                read.value.base_url.clone_from(base_url);
            }
            if let Some(edition) = edition {
                read.value.edition = *edition;
            }
            Checked::new(Arc::new(read.value), read.findings)
        })
    }

    /// A site that does not say its name has that of its home page.
    pub(super) fn named(&self, config: &Arc<Config>, pages: &SharedList<Page>) -> Arc<Config> {
        if !config.name.is_empty() {
            return config.clone();
        }
        let home = pages.iter().find(|page| page.address.as_str().is_empty());
        let named = (ByPtr::of(config), home.map(|page| page.title.clone()));
        self.named.get(named, |(ByPtr(config), title)| {
            let name = title.as_deref().unwrap_or(config.words.say("unnamed_site")).to_owned();
            Arc::new(Config { name, ..config.as_ref().clone() })
        })
    }
}
