//! What every page shows of the site.

use super::navigation;
use super::parts::ViewedAt;
use super::words::day_view;
use crate::config::Config;
use crate::model::Content;
use crate::theme::Theme;
use crate::theme::view::{AsItStoodView, SiteView};

/// What every page shows of the site, without what is found at addresses of its own.
pub(super) fn site(content: &Content, config: &Config, theme: &Theme, moment: &ViewedAt) -> SiteView {
    SiteView {
        name: config.name.clone(),
        tagline: config.tagline.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone().unwrap_or_default(),
        areas: navigation::areas(content),
        stylesheet: theme.stylesheet().to_owned(),
        scheme_script: theme.scheme_script().to_owned(),
        script: theme.script().to_owned(),
        icon: theme.icon().to_owned(),
        changes: String::new(),
        checklist: String::new(),
        has_tags: !content.tags.is_empty(),
        footer: Vec::new(),
        approval_unknown: String::new(),
        as_it_stood: match moment {
            ViewedAt::Now => None,
            ViewedAt::Then { day, commit } => {
                Some(AsItStoodView { day: day_view(&config.words, *day), commit: commit.clone() })
            }
        },
        hosts: config.allowed_hosts.iter().map(|host| format!("https://{host}")).collect(),
    }
}
