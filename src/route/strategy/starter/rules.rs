//! What each item goes by: kinds, tags, fields, names of files, and the roles that have a part in the model in force.

use crate::model::{FolderId, PageId};
use crate::route::strategy::Scope;

/// What meets an item, and what is missing.
#[derive(Default)]
pub(super) struct Met {
    /// The pages that meet it.
    pub(super) pages: Vec<PageId>,
    /// What is missing, a sentence each.
    pub(super) lacks: Vec<String>,
    /// Pages that would meet it if they said more.
    pub(super) lacking: Vec<PageId>,
}

/// Objectives with an owner, a target and a day.
pub(super) fn objectives(scope: &Scope<'_>) -> Met {
    saying(scope, scope.of_kind("objective"), &["owner", "target", "by"])
}

/// Roles that have time for it.
pub(super) fn time(scope: &Scope<'_>) -> Met {
    let (pages, rest): (Vec<PageId>, Vec<PageId>) =
        scope.of_kind("role").into_iter().partition(|role| says(scope, *role, "time_allotted"));
    let lacking = rest.into_iter().filter(|role| says(scope, *role, "topics")).collect();
    Met { pages, lacking, ..Met::default() }
}

/// Channels that say what is listened to, but for those that are left or reserved.
pub(super) fn listening(scope: &Scope<'_>) -> Met {
    saying(scope, channels_in_use(scope), &["listening"])
}

/// Channels that say what they are good and bad for.
pub(super) fn tools(scope: &Scope<'_>) -> Met {
    saying(scope, channels_in_use(scope), &["strengths", "risks", "fit"])
}

/// Objectives and plays for each term.
pub(super) fn terms(scope: &Scope<'_>) -> Met {
    let all: Vec<PageId> = scope.of_kind("objective").into_iter().chain(scope.of_kind("play")).collect();
    let pages: Vec<PageId> = all.into_iter().filter(|page| says(scope, *page, "horizon")).collect();
    let terms = [
        ("short", "starter_no_short_term"),
        ("medium", "starter_no_medium_term"),
        ("long", "starter_no_long_term"),
    ];
    let has = |term: &str| pages.iter().any(|page| scope.text(*page, "horizon") == term);
    let lacks = terms.into_iter().filter(|(term, _)| !has(term)).map(|(_, word)| scope.site.say(word));
    Met { lacks: if pages.is_empty() { Vec::new() } else { lacks.collect() }, pages, ..Met::default() }
}

pub(super) fn legal(scope: &Scope<'_>) -> Met {
    function(scope, &["legal"])
}

pub(super) fn compliance(scope: &Scope<'_>) -> Met {
    function(scope, &["compliance"])
}

pub(super) fn communications(scope: &Scope<'_>) -> Met {
    function(scope, &["communications"])
}

pub(super) fn management(scope: &Scope<'_>) -> Met {
    function(scope, &["executive", "management", "board"])
}

pub(super) fn audience(scope: &Scope<'_>) -> Met {
    about(scope, &["audience"])
}

pub(super) fn messages(scope: &Scope<'_>) -> Met {
    about(scope, &["messages"])
}

pub(super) fn policy(scope: &Scope<'_>) -> Met {
    about(scope, &["policy"])
}

pub(super) fn kept_for_ever(scope: &Scope<'_>) -> Met {
    about(scope, &["kept-for-ever"])
}

pub(super) fn trust(scope: &Scope<'_>) -> Met {
    about(scope, &["trust", "disclosure"])
}

/// Pages of the block of technology that are no channels: a channel is where people meet, not what it runs on.
pub(super) fn technology(scope: &Scope<'_>) -> Met {
    let is_it = |page: &PageId| {
        scope.text(*page, "block") == "technology" && scope.page(*page).kind.name != "channel"
    };
    Met { pages: written(scope).filter(is_it).collect(), ..Met::default() }
}

/// Guidelines, plays and channels with an owner who reviews them.
pub(super) fn care(scope: &Scope<'_>) -> Met {
    let kinds = ["guideline", "play", "channel"].into_iter();
    saying(scope, kinds.flat_map(|kind| scope.of_kind(kind)).collect(), &["owner", "review_every"])
}

/// Pages about video that everybody can follow.
pub(super) fn video(scope: &Scope<'_>) -> Met {
    let is_it = |page: &PageId| {
        is_about(scope, *page, "captions")
            || (is_tagged(scope, *page, "video") && is_tagged(scope, *page, "accessibility"))
    };
    Met { pages: written(scope).filter(is_it).collect(), ..Met::default() }
}

/// Pages that say something under each of these fields, and those that do not.
fn saying(scope: &Scope<'_>, pages: Vec<PageId>, fields: &[&str]) -> Met {
    let says_all = |page: &PageId| fields.iter().all(|field| says(scope, *page, field));
    let (pages, lacking) = pages.into_iter().partition(says_all);
    Met { pages, lacking, ..Met::default() }
}

fn says(scope: &Scope<'_>, page: PageId, field: &str) -> bool {
    scope.page(page).fields.get(field).is_some()
}

fn channels_in_use(scope: &Scope<'_>) -> Vec<PageId> {
    let is_in_use = |page: &PageId| !matches!(scope.text(*page, "state"), "reserved" | "left");
    scope.of_kind("channel").into_iter().filter(is_in_use).collect()
}

/// Pages that carry one of these as a tag, or are called so.
fn about(scope: &Scope<'_>, subjects: &[&str]) -> Met {
    let is_it = |page: &PageId| subjects.iter().any(|subject| is_about(scope, *page, subject));
    Met { pages: written(scope).filter(is_it).collect(), ..Met::default() }
}

fn is_about(scope: &Scope<'_>, page: PageId, subject: &str) -> bool {
    let path = scope.page(page).path.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md") == Some(subject) || is_tagged(scope, page, subject)
}

fn is_tagged(scope: &Scope<'_>, page: PageId, tag: &str) -> bool {
    scope.page(page).fields.named("tags").iter().any(|named| named.name.eq_ignore_ascii_case(tag))
}

/// Roles of a function: held by somebody, and with a part in the model in force, where there is one.
fn function(scope: &Scope<'_>, names: &[&str]) -> Met {
    let is_it = |role: &PageId| {
        let page = scope.page(*role);
        let id = page.document.as_deref().unwrap_or_default();
        let is_named = |name: &&str| id.split('-').any(|part| part == *name);
        names.iter().any(|name| is_named(name) || is_tagged(scope, *role, name))
    };
    let pages: Vec<PageId> = scope.of_kind("role").into_iter().filter(is_it).collect();
    let mut met = Met { pages, ..Met::default() };
    if met.pages.is_empty() {
        return met;
    }
    if !met.pages.iter().any(|role| says(scope, *role, "holders")) {
        met.lacks.push(scope.site.say("starter_nobody_holds"));
    }
    let roles = &scope.site.governed_index().roles;
    let has_part = |role: &PageId| roles.iter().any(|name| Some(name) == scope.page(*role).document.as_ref());
    if scope.site.governed.is_some() && !met.pages.iter().any(has_part) {
        met.lacks.push(scope.site.say("starter_no_part"));
    }
    met
}

/// The pages that views may name, in reading order.
fn written<'a>(scope: &'a Scope<'_>) -> impl Iterator<Item = PageId> + use<'a> {
    let order = scope.site.content.reading_order(FolderId::ROOT).into_iter();
    order.filter(|page| scope.holds(*page))
}
