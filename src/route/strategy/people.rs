//! People: who holds which role, what each answers for, knows and may publish, and how much time each has.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::gap::GapView;
use super::{PlacedView, Scope, StrategyView};
use crate::date::Day;
use crate::model::{FieldValue, Fields, PageId};
use crate::route::governed;
use crate::theme::Value;

/// The people.
pub(super) struct People;

/// The roles, as `view` on `views/people.html`.
#[derive(Serialize)]
struct PeopleView {
    roles: Vec<RoleView>,
    gaps: Vec<GapView>,
    /// Owners that have no page of their own, with how many pages name them.
    unknown: Vec<UnknownOwnerView>,
}

/// A role. What its page does not say is empty.
#[derive(Serialize)]
struct RoleView {
    role: PlacedView,
    /// Who holds it on the day that the view is made for, as its page names them.
    holders: Vec<HolderView>,
    deputies: Vec<HolderView>,
    /// The subjects that it speaks on.
    topics: Vec<String>,
    time_allotted: String,
    experts_in: Vec<PlacedView>,
    may_publish_on: Vec<PlacedView>,
    /// The plays that it answers for.
    plays: Vec<PlacedView>,
    /// How many pages it answers for, plays among them.
    pages: usize,
}

/// Somebody who holds a role.
#[derive(Serialize)]
struct HolderView {
    name: String,
    /// The record by which they were appointed; empty where the role's page names them.
    path: String,
    /// When it begins, where it has not.
    from: String,
}

/// An owner without a page.
#[derive(Serialize)]
struct UnknownOwnerView {
    name: String,
    pages: usize,
}

impl StrategyView for People {
    fn name(&self) -> &'static str {
        "people"
    }

    fn title(&self) -> &'static str {
        "people_title"
    }

    fn summary(&self) -> &'static str {
        "people_summary"
    }

    fn template(&self) -> &'static str {
        "views/people.html"
    }

    fn has_any(&self, scope: &Scope<'_>) -> bool {
        scope.has_kind(&["role"])
    }

    fn draw(&self, scope: &Scope<'_>) -> Value {
        let owned = Owned::by_role(scope);
        let ids = scope.of_kind("role");
        let roles: Vec<RoleView> = ids.iter().map(|id| role(scope, &owned, *id)).collect();
        let gap_among = |word: &'static str, is_gap: &dyn Fn(&RoleView) -> bool| {
            let lacking = ids.iter().zip(&roles).filter(|(_, role)| is_gap(role));
            GapView::new(scope, word, lacking.map(|(id, _)| *id))
        };
        let published: HashSet<PageId> =
            ids.iter().flat_map(|id| scope.stated(*id, "may_publish_on")).collect();
        let is_mute = |id: &PageId| !published.contains(id) && scope.text(*id, "state") != "left";
        let gaps = [
            gap_among("roles_unheld", &|role| role.holders.is_empty()),
            gap_among("roles_without_deputy", &|role| role.deputies.is_empty()),
            gap_among("roles_without_time", &|role| role.time_allotted.is_empty()),
            GapView::new(
                scope,
                "channels_without_voice",
                scope.of_kind("channel").into_iter().filter(is_mute),
            ),
            GapView::new(scope, "plays_unowned", owned.nobodys_plays.iter().copied()),
        ];
        let known: HashSet<&str> = ids.iter().filter_map(|id| scope.page(*id).document.as_deref()).collect();
        let unknown =
            owned.pages.iter().filter(|(name, _)| scope.role(name).is_none() && !known.contains(**name));
        let mut unknown: Vec<UnknownOwnerView> = unknown
            .map(|(name, pages)| UnknownOwnerView { name: (*name).to_owned(), pages: *pages })
            .collect();
        unknown.sort_by(|a, b| a.name.cmp(&b.name));
        Value::from_serializable(&PeopleView { roles, gaps: gaps.into_iter().flatten().collect(), unknown })
    }
}

/// What each role answers for.
#[derive(Default)]
struct Owned<'a> {
    /// How many pages, by the role's id.
    pages: HashMap<&'a str, usize>,
    /// Which plays, in reading order.
    plays: HashMap<&'a str, Vec<PageId>>,
    /// Plays that name no owner.
    nobodys_plays: Vec<PageId>,
}

impl<'a> Owned<'a> {
    fn by_role(scope: &Scope<'a>) -> Owned<'a> {
        let mut owned = Owned::default();
        for id in scope.site.content.ids().filter(|id| scope.shows(*id)) {
            for owner in scope.page(id).fields.named("owner") {
                *owned.pages.entry(&owner.name).or_default() += 1;
            }
        }
        for play in scope.of_kind("play") {
            let owners = scope.page(play).fields.named("owner");
            if owners.is_empty() {
                owned.nobodys_plays.push(play);
            }
            for owner in owners {
                owned.plays.entry(&owner.name).or_default().push(play);
            }
        }
        owned
    }
}

fn role(scope: &Scope<'_>, owned: &Owned<'_>, id: PageId) -> RoleView {
    let name = scope.page(id).document.as_deref().unwrap_or_default();
    let mut holders = held(scope, id, "holders");
    let appointed = governed::appointed(scope.site, id).into_iter();
    holders.extend(appointed.map(|value| HolderView {
        name: value.text,
        path: value.path,
        from: String::new(),
    }));
    RoleView {
        role: scope.placed(id),
        holders,
        deputies: held(scope, id, "deputies"),
        topics: scope.texts(id, "topics"),
        time_allotted: scope.words(id, "time_allotted"),
        experts_in: scope.placed_all(scope.stated(id, "experts_in")),
        may_publish_on: scope.placed_all(scope.stated(id, "may_publish_on")),
        plays: scope.placed_all(owned.plays.get(name).into_iter().flatten().copied()),
        pages: owned.pages.get(name).copied().unwrap_or(0),
    }
}

/// Whom the page of a role names under a field, without those whose time is over.
fn held(scope: &Scope<'_>, id: PageId, field: &str) -> Vec<HolderView> {
    let today = scope.site.today;
    let day = |item: &Fields, field: &str| match item.get(field) {
        Some(FieldValue::Day(day)) => Some(*day),
        _ => None,
    };
    let holder = |item: &Fields| {
        let from = day(item, "from").filter(|from: &Day| *from > today);
        Some(HolderView {
            name: scope.said(id, item.text("name")?),
            path: String::new(),
            from: from.map_or(String::new(), |from| {
                scope.site.fill("from_day", [("day", scope.site.day(from).into())])
            }),
        })
    };
    let items = scope.items(id, field).iter();
    items.filter(|item| day(item, "to").is_none_or(|to| to >= today)).filter_map(holder).collect()
}
