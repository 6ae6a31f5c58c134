//! The checklist: how everything stands, by page, by role and by control.

use std::collections::BTreeMap;

use super::addresses::Precedence;
use super::generator::{At, Generator};
use super::governance;
use super::governance::PageHeading;
use crate::governance::Governance;
use crate::model::{Control, Item, Status, SubjectName};
use crate::path::Address;
use crate::route::drawing::GeneratedOutput;
use crate::route::governed::items::{counts, is_open};
use crate::route::governed::links::{role_link, role_title};
use crate::route::governed::truth::{open_words, progress};
use crate::route::governed::{items, truth};
use crate::route::links::path;
use crate::route::site::Site;
use crate::route::{addresses, words};
use crate::theme::Value;
use crate::theme::view::{
    ChecklistView, ItemGroupView, ItemView, LinkView, LinkedFactView, ProgressTableView, ProgressView,
};
use crate::words::count;

/// More items than this are a list nobody reads; those that are open come first.
const MOST: usize = 2000;
/// More lines than this of a table of progress are shown on a part of their own.
const MOST_LINES: usize = 60;

/// How everything stands.
pub(super) struct Overview;

/// How every page stands.
pub(super) struct ByPage;

/// What each role answers for, and what waits for it.
pub(super) struct OfRole;

/// How each control stands everywhere.
pub(super) struct OfControl;

impl Generator for Overview {
    fn name(&self) -> &'static str {
        CHECKLIST
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.governance().map(|_| addresses::overview()).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some((governance, checklist)) = &site.governed else { return nothing(site, at) };
        let items = checklist.items();
        let part = Part {
            name: "overview",
            leave: "",
            waits: truth::waits_for(site, governance),
            is_listed: |item| is_open(item) || item.status == Status::Waived,
        };
        let view = view(site, &part, &items, &|view, named| overview(site, view, &items, named));
        page(site, at, &site.say("checklist"), &view)
    }

    fn footer(&self) -> Option<&'static str> {
        Some("checklist")
    }

    fn tab(&self) -> Option<&'static str> {
        Some("overview")
    }
}

impl Generator for ByPage {
    fn name(&self) -> &'static str {
        CHECKLIST
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        site.governance().map(|_| addresses::by_page()).into_iter().collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some((_, checklist)) = &site.governed else { return nothing(site, at) };
        let part = Part { name: "pages", leave: "subject", waits: String::new(), is_listed: is_asked };
        let view = view(site, &part, &checklist.items(), &|view, named| by_page(site, view, named));
        page(site, at, &site.say("checklist_by_page"), &view)
    }

    fn tab(&self) -> Option<&'static str> {
        Some("by_page")
    }
}

impl Generator for OfRole {
    fn name(&self) -> &'static str {
        CHECKLIST
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (0..site.governed_index().roles.len()).map(|number| addresses::role(site, number)).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some((_, checklist)) = &site.governed else { return nothing(site, at) };
        let role = &site.governed_index().roles[at.nth];
        let items: Vec<&Item> = checklist.items().into_iter().filter(|item| item.concerns(role)).collect();
        let part = Part { name: "role", leave: "control", waits: String::new(), is_listed: is_asked };
        let view = view(site, &part, &items, &|view, named| by_control(site, view, role, named));
        let title = site.fill("what_waits_for", [("role", role_title(site, role).into())]);
        page(site, at, &title, &view)
    }
}

impl Generator for OfControl {
    fn name(&self) -> &'static str {
        CHECKLIST
    }

    fn precedence(&self, _: &Site) -> Precedence {
        Precedence::Checklist
    }

    fn addresses(&self, site: &Site) -> Vec<Address> {
        (0..site.governed_index().controls.len()).map(|number| addresses::control(site, number)).collect()
    }

    fn draw(&self, site: &Site, at: At<'_>) -> GeneratedOutput {
        let Some((_, checklist)) = &site.governed else { return nothing(site, at) };
        let control = &site.governed_index().controls[at.nth];
        let items: Vec<&Item> =
            checklist.items().into_iter().filter(|item| item.control.id == control.id).collect();
        let part = Part { name: "control", leave: "control", waits: String::new(), is_listed: |_| true };
        let view = view(site, &part, &items, &|view, named| of_control(site, view, control, named));
        let mut drawing = governance::page(site, at, &PageHeading::new(&*control.statement), TEMPLATE);
        drawing.page.kind_label = site.say("control");
        drawing.page.id = control.id.to_string();
        GeneratedOutput::Page(Box::new(drawing.with(VIEW, Value::from_serializable(&view))))
    }
}

/// What messages call all parts of it.
const CHECKLIST: &str = "the checklist";
/// The template of all parts, and the name of what it takes.
const TEMPLATE: &str = "checklist.html";
const VIEW: &str = "checklist";

/// What sets a part of the checklist apart.
struct Part {
    name: &'static str,
    /// The column that says the same in every line.
    leave: &'static str,
    /// What waits for whom.
    waits: String,
    /// Whether an item has a line there.
    is_listed: fn(&Item) -> bool,
}

fn is_asked(item: &Item) -> bool {
    item.status != Status::NotApplicable
}

/// Of a site that is not governed: it has no such page.
fn nothing(site: &Site, at: At<'_>) -> GeneratedOutput {
    page(site, at, "", &ChecklistView::default())
}

fn page(site: &Site, at: At<'_>, title: &str, view: &ChecklistView) -> GeneratedOutput {
    let drawing = governance::page(site, at, &PageHeading::new(title), TEMPLATE);
    GeneratedOutput::Page(Box::new(drawing.with(VIEW, Value::from_serializable(view))))
}

/// A part of the checklist: what all have, and what `fill` makes of the items that the edition names.
fn view(
    site: &Site,
    part: &Part,
    items: &[&Item],
    fill: &dyn Fn(ChecklistView, &[&Item]) -> ChecklistView,
) -> ChecklistView {
    let Some((governance, checklist)) = &site.governed else { return ChecklistView::default() };
    let may_name = |item: &&Item| match item.subject {
        SubjectName::Page(number) => governance.names(number),
        SubjectName::Site => true,
    };
    let named: Vec<&Item> = items.iter().copied().filter(may_name).collect();
    let attested = checklist.items().into_iter().filter(may_name);
    let base = ChecklistView {
        part: part.name.to_owned(),
        leave: part.leave.to_owned(),
        model: model(site, governance),
        notice: notice(site, governance),
        truth: truth::truth(site, items, part.waits.clone()),
        counts: counts(site, items),
        attested: attested.filter_map(|item| items::attested(site, item)).collect(),
        ..ChecklistView::default()
    };
    let view = fill(base, &named);
    // What is not named is counted all the same.
    let is_listed = |item: &&&Item| !may_name(item) && (part.is_listed)(item);
    let unnamed = items.iter().filter(is_listed).count();
    ChecklistView { more: view.more + unnamed, ..view }
}

fn model(site: &Site, governance: &Governance) -> Option<LinkView> {
    governance.timeline.on(governance.today)?;
    let file = governance.model.as_ref()?;
    let page = site.content.pages.iter().find(|page| page.file == *file)?;
    Some(LinkView { title: page.title.to_string(), path: path(&page.address) })
}

fn notice(site: &Site, governance: &Governance) -> String {
    if governance.timeline.on(governance.today).is_some() {
        return String::new();
    }
    let model = governance.governing.model.value.clone();
    site.fill("model_not_approved", [("model", model.into())])
}

fn line(site: &Site, title: String, path: String, items: &[&Item]) -> ProgressView {
    let (met, of) = progress(items);
    ProgressView { title, path, met, of, open: open_words(site, items) }
}

fn overview(site: &Site, view: ChecklistView, items: &[&Item], named: &[&Item]) -> ChecklistView {
    let index = site.governed_index();
    let of_role = |(number, role): (usize, &std::sync::Arc<str>)| {
        let own: Vec<&Item> =
            items.iter().copied().filter(|item| item.control.accountable == *role).collect();
        line(site, role_title(site, role), path(&addresses::role(site, number)), &own)
    };
    let of_control = |(number, control): (usize, &std::sync::Arc<crate::model::Control>)| {
        let own: Vec<&Item> = items.iter().copied().filter(|item| item.control.id == control.id).collect();
        let title = format!("{} {}", control.id, control.statement);
        line(site, title, path(&addresses::control(site, number)), &own)
    };
    let tables = vec![
        table(site.say("by_section"), areas(site, items)),
        table(site.say("by_role"), index.roles.iter().enumerate().map(of_role).collect()),
        table(site.say("by_control"), index.controls.iter().enumerate().map(of_control).collect()),
    ];
    let (groups, more) = open_groups(site, named);
    let roles =
        index.roles.iter().map(|role| LinkView { title: role_title(site, role), path: role.to_string() });
    ChecklistView { tables, groups, more, roles: roles.collect(), ..view }
}

fn table(title: String, lines: Vec<ProgressView>) -> ProgressTableView {
    let more = lines.len().saturating_sub(MOST_LINES);
    let lines = lines.into_iter().take(MOST_LINES).collect();
    ProgressTableView { title, lines, more }
}

/// How the sections of the site stand.
fn areas(site: &Site, items: &[&Item]) -> Vec<ProgressView> {
    let mut by_area: BTreeMap<Option<crate::model::FolderId>, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().copied() {
        let subject = match item.subject {
            SubjectName::Page(number) => site.governance().and_then(|known| known.subjects.get(number)),
            SubjectName::Site => None,
        };
        let area = subject.and_then(|subject| site.content.area_of(subject.page?));
        by_area.entry(area).or_default().push(item);
    }
    let line = |(area, items): (Option<crate::model::FolderId>, Vec<&Item>)| match area {
        Some(area) => {
            let page = site.content.page(site.content.folder(area).page);
            line(site, page.title.to_string(), path(&page.address), &items)
        }
        None => line(site, site.say("site_as_a_whole"), String::new(), &items),
    };
    by_area.into_iter().map(line).filter(|line| line.of > 0).collect()
}

/// What is open or waived, by status.
fn open_groups(site: &Site, items: &[&Item]) -> (Vec<ItemGroupView>, usize) {
    let order = [Status::Overdue, Status::Unmet, Status::DueSoon, Status::Waived];
    let (mut groups, mut left, mut more) = (Vec::new(), MOST, 0);
    for status in order {
        let of_it: Vec<&Item> = items.iter().copied().filter(|item| item.status == status).collect();
        let taken = of_it.len().min(left);
        (left, more) = (left - taken, more + of_it.len() - taken);
        if !of_it.is_empty() {
            groups.push(group(
                site,
                words::capital(&items::said(site, status)),
                String::new(),
                &of_it[..taken],
                String::new(),
            ));
        }
    }
    (groups, more)
}

fn group(site: &Site, title: String, path: String, items: &[&Item], progress: String) -> ItemGroupView {
    let open = items.iter().filter(|item| is_open(item)).count();
    let items = items.iter().map(|item| items::view(site, item)).collect();
    ItemGroupView { title, path, progress, open, items, ..ItemGroupView::default() }
}

fn words_of(site: &Site, items: &[&Item]) -> String {
    let (met, of) = progress(items);
    if of == 0 { String::new() } else { site.fill("met_of", [("met", count(met)), ("of", count(of))]) }
}

/// Items in groups of one key each, as far as anybody reads; what is open first.
fn grouped<K: Ord>(
    site: &Site,
    items: &[&Item],
    key: impl Fn(&Item) -> K,
    draw: impl Fn(&K, &[&Item], String) -> ItemGroupView,
) -> (Vec<ItemGroupView>, usize) {
    let mut by_key: BTreeMap<K, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().copied() {
        by_key.entry(key(item)).or_default().push(item);
    }
    let (mut groups, mut left) = (Vec::new(), MOST);
    for (key, mut items) in by_key {
        let words = words_of(site, &items);
        items.sort_by_key(|item| !is_open(item));
        items.truncate(left);
        left -= items.len();
        if !items.is_empty() {
            groups.push(draw(&key, &items, words));
        }
    }
    let listed = MOST - left;
    (groups, items.len().saturating_sub(listed))
}

fn by_control(site: &Site, view: ChecklistView, role: &str, items: &[&Item]) -> ChecklistView {
    let controls = &site.governed_index().controls;
    let number = |item: &Item| controls.iter().position(|control| control.id == item.control.id).unwrap_or(0);
    let asked: Vec<&Item> =
        items.iter().copied().filter(|item| item.status != Status::NotApplicable).collect();
    let (mut groups, more) = grouped(site, &asked, number, |number, items, words| {
        let control = &controls[*number];
        let path = path(&addresses::control(site, *number));
        let group = group(site, control.statement.to_string(), path, items, words);
        ItemGroupView { id: control.id.to_string(), ..group }
    });
    // The title says who answers; of others it is shown.
    let own = |item: &&mut ItemView| *item.role_id == *role;
    groups.iter_mut().flat_map(|group| &mut group.items).filter(own).for_each(items::leave_role);
    ChecklistView { groups, more, ..view }
}

fn of_control(site: &Site, view: ChecklistView, control: &Control, items: &[&Item]) -> ChecklistView {
    let fact = |label: &str, text: &str| LinkedFactView {
        label: site.say(label),
        text: text.to_owned(),
        path: String::new(),
    };
    let role = role_link(site, &control.accountable);
    let mut about = Vec::new();
    if !control.why.is_empty() {
        about.push(fact("why", &control.why));
    }
    about.push(LinkedFactView { label: site.say("accountable"), text: role.title, path: role.path });
    about.push(fact("rule", &control.rule.replace('_', " ")));
    about.push(fact("weight", control.severity.word()));
    if let Some(profile) = &control.profile {
        about.push(fact("profile", profile));
    }
    let place = |item: &Item| Status::ALL.iter().position(|status| *status == item.status);
    let (mut groups, more) = grouped(site, items, place, |_, items, _| {
        let title =
            items.first().map_or_else(String::new, |item| words::capital(&items::said(site, item.status)));
        group(site, title, String::new(), items, String::new())
    });
    // Who answers for all of them is shown once, above.
    groups.iter_mut().flat_map(|group| &mut group.items).for_each(items::leave_role);
    ChecklistView { about, groups, more, ..view }
}

fn by_page(site: &Site, view: ChecklistView, items: &[&Item]) -> ChecklistView {
    let Some(governance) = site.governance() else { return view };
    let asked: Vec<&Item> =
        items.iter().copied().filter(|item| item.status != Status::NotApplicable).collect();
    let (groups, more) = grouped(
        site,
        &asked,
        |item| item.subject,
        |subject, items, words| {
            let LinkView { title, path } =
                items.first().map(|item| items::subject_link(site, item)).unwrap_or_default();
            let group = group(site, title, path, items, words);
            let SubjectName::Page(number) = subject else { return group };
            let subject = &governance.subjects[*number];
            let id = subject.working.document.as_deref().unwrap_or_default().to_owned();
            ItemGroupView { anchor: items::page_anchor(subject), id, ..group }
        },
    );
    ChecklistView { groups, more, ..view }
}
