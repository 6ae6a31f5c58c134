//! The checklist, in its parts.

use std::collections::BTreeMap;

use super::items::{self, counts, is_open};
use super::truth::{open_words, progress, truth};
use super::{Governed, address, has_models, records, register, role_link, role_title};
use crate::governance::{Account, Governance};
use crate::model::{Checklist, Item, Status, SubjectName};
use crate::route::{Site, history, path};
use crate::theme::view::{
    ChecklistView, ItemGroupView, ItemView, LinkView, LinkedFactView, PartsView, ProgressTableView,
    ProgressView, TabView,
};

/// More items than this are a list nobody reads; those that are open come first.
const MOST: usize = 2000;
/// More lines than this of a table of progress are told on a part of their own.
const MOST_LINES: usize = 60;

/// A part of the checklist.
pub(in crate::route) fn view(site: &Site, part: Governed) -> ChecklistView {
    let Some((governance, checklist)) = &site.governed else { return ChecklistView::default() };
    let items = of_part(site, part, checklist);
    let may_name = |item: &&Item| match item.subject {
        SubjectName::Page(number) => governance.names(number),
        SubjectName::Site => true,
    };
    let named: Vec<&Item> = items.iter().copied().filter(may_name).collect();
    let base = ChecklistView {
        part: name(part).to_owned(),
        leave: match part {
            Governed::Role(_) | Governed::Control(_) => "control",
            Governed::Pages => "subject",
            Governed::Overview | Governed::Register | Governed::Records | Governed::Models => "",
        }
        .to_owned(),
        model: model(site, governance),
        notice: notice(governance),
        truth: truth(site, part, governance, &items),
        counts: counts(&items),
        attested: checklist
            .items()
            .into_iter()
            .filter(may_name)
            .filter_map(|item| items::attested(site, item))
            .collect(),
        ..ChecklistView::default()
    };
    let view = match part {
        Governed::Overview => overview(site, base, (&items, &named)),
        Governed::Role(number) => by_control(site, base, number, &named),
        Governed::Control(number) => of_control(site, base, number, &named),
        Governed::Pages | Governed::Register | Governed::Records | Governed::Models => {
            by_page(site, base, &named)
        }
    };
    // What is not named is counted all the same.
    let is_listed = |item: &&Item| match part {
        Governed::Overview => is_open(item) || item.status == Status::Waived,
        Governed::Control(_) => true,
        _ => item.status != Status::NotApplicable,
    };
    let unnamed = items.iter().copied().filter(|item| !may_name(item)).filter(is_listed).count();
    ChecklistView { more: view.more + unnamed, ..view }
}

fn name(part: Governed) -> &'static str {
    match part {
        Governed::Overview => "overview",
        Governed::Role(_) => "role",
        Governed::Control(_) => "control",
        Governed::Pages => "pages",
        Governed::Register => "register",
        Governed::Records => "records",
        Governed::Models => "models",
    }
}

/// What the part is about.
fn of_part<'g>(site: &Site, part: Governed, checklist: &'g Checklist) -> Vec<&'g Item> {
    let index = site.governed_index();
    let all = checklist.items().into_iter();
    match part {
        Governed::Role(number) => {
            let role = &index.roles[number];
            all.filter(|item| item.concerns(role)).collect()
        }
        Governed::Control(number) => {
            let id = &index.controls[number].id;
            all.filter(|item| item.control.id == *id).collect()
        }
        _ => all.collect(),
    }
}

/// The parts of what governance shows, and the day that they are of.
pub(in crate::route) fn parts(site: &Site, part: Governed) -> PartsView {
    let day = site.governance().map(|governance| history::day_view(governance.today));
    let unnamed = site.governance().map_or(0, |governance| match part {
        Governed::Register => register::unnamed(governance),
        Governed::Records => records::unnamed(governance),
        _ => 0,
    });
    let account = site.governance().and_then(|governance| governance.account);
    let account = account.map(Account::words).unwrap_or_default();
    PartsView { tabs: tabs(site, part), day: day.unwrap_or_default(), unnamed, account }
}

fn tabs(site: &Site, part: Governed) -> Vec<TabView> {
    let mut tabs = vec![
        ("Overview", Governed::Overview),
        ("By page", Governed::Pages),
        ("Register", Governed::Register),
        ("Records", Governed::Records),
    ];
    if has_models(site) {
        tabs.push(("Models", Governed::Models));
    }
    let tab = |(title, to): (&str, Governed)| TabView {
        title: title.to_owned(),
        path: path(&address(site, to)),
        current: to == part,
    };
    tabs.into_iter().map(tab).collect()
}

fn model(site: &Site, governance: &Governance) -> Option<LinkView> {
    governance.timeline.on(governance.today)?;
    let file = governance.model.as_ref()?;
    let page = site.content.pages.iter().find(|page| page.file == *file)?;
    Some(LinkView { title: page.title.to_string(), path: path(&page.address) })
}

fn notice(governance: &Governance) -> String {
    if governance.timeline.on(governance.today).is_some() {
        return String::new();
    }
    let model = &governance.governing.model.value;
    format!("No text of the governance model {model} is approved yet, so nothing is asked of any page.")
}

fn line(title: String, path: String, items: &[&Item]) -> ProgressView {
    let (met, of) = progress(items);
    ProgressView { title, path, met, of, open: open_words(items) }
}

fn overview(site: &Site, view: ChecklistView, (items, named): (&[&Item], &[&Item])) -> ChecklistView {
    let index = site.governed_index();
    let of_role = |(number, role): (usize, &std::sync::Arc<str>)| {
        let own: Vec<&Item> =
            items.iter().copied().filter(|item| item.control.accountable == *role).collect();
        line(role_title(site, role), path(&address(site, Governed::Role(number))), &own)
    };
    let of_control = |(number, control): (usize, &std::sync::Arc<crate::model::Control>)| {
        let own: Vec<&Item> = items.iter().copied().filter(|item| item.control.id == control.id).collect();
        let title = format!("{} {}", control.id, control.statement);
        line(title, path(&address(site, Governed::Control(number))), &own)
    };
    let tables = vec![
        table("By section", areas(site, items)),
        table("By role", index.roles.iter().enumerate().map(of_role).collect()),
        table("By control", index.controls.iter().enumerate().map(of_control).collect()),
    ];
    let (groups, more) = open_groups(site, named);
    let roles =
        index.roles.iter().map(|role| LinkView { title: role_title(site, role), path: role.to_string() });
    ChecklistView { tables, groups, more, roles: roles.collect(), ..view }
}

fn table(title: &str, lines: Vec<ProgressView>) -> ProgressTableView {
    let more = lines.len().saturating_sub(MOST_LINES);
    let lines = lines.into_iter().take(MOST_LINES).collect();
    ProgressTableView { title: title.to_owned(), lines, more }
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
            line(page.title.to_string(), path(&page.address), &items)
        }
        None => line("The site as a whole".to_owned(), String::new(), &items),
    };
    by_area.into_iter().map(line).filter(|line| line.of > 0).collect()
}

/// What is open or waived, by status.
fn open_groups(site: &Site, items: &[&Item]) -> (Vec<ItemGroupView>, usize) {
    let order = [
        (Status::Overdue, "Overdue"),
        (Status::Unmet, "Not met"),
        (Status::DueSoon, "Due soon"),
        (Status::Waived, "Waived"),
    ];
    let (mut groups, mut left, mut more) = (Vec::new(), MOST, 0);
    for (status, title) in order {
        let of_it: Vec<&Item> = items.iter().copied().filter(|item| item.status == status).collect();
        let taken = of_it.len().min(left);
        (left, more) = (left - taken, more + of_it.len() - taken);
        if !of_it.is_empty() {
            groups.push(group(site, title.to_owned(), String::new(), &of_it[..taken], String::new()));
        }
    }
    (groups, more)
}

fn group(site: &Site, title: String, path: String, items: &[&Item], progress: String) -> ItemGroupView {
    let open = items.iter().filter(|item| is_open(item)).count();
    let items = items.iter().map(|item| items::view(site, item)).collect();
    ItemGroupView { title, path, progress, open, items, ..ItemGroupView::default() }
}

fn words_of(items: &[&Item]) -> String {
    let (met, of) = progress(items);
    if of == 0 { String::new() } else { format!("{met} of {of}") }
}

/// Items in groups of one key each, as far as anybody reads; what is open first.
fn grouped<K: Ord>(
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
        let words = words_of(&items);
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

fn by_control(site: &Site, view: ChecklistView, role: usize, items: &[&Item]) -> ChecklistView {
    let role = &site.governed_index().roles[role];
    let controls = &site.governed_index().controls;
    let number = |item: &Item| controls.iter().position(|control| control.id == item.control.id).unwrap_or(0);
    let asked: Vec<&Item> =
        items.iter().copied().filter(|item| item.status != Status::NotApplicable).collect();
    let (mut groups, more) = grouped(&asked, number, |number, items, words| {
        let control = &controls[*number];
        let path = path(&address(site, Governed::Control(*number)));
        let group = group(site, control.statement.to_string(), path, items, words);
        ItemGroupView { id: control.id.to_string(), ..group }
    });
    // The title says who answers; of others it is told.
    let own = |item: &&mut ItemView| *item.role_id == **role;
    groups.iter_mut().flat_map(|group| &mut group.items).filter(own).for_each(items::leave_role);
    ChecklistView { groups, more, ..view }
}

fn of_control(site: &Site, view: ChecklistView, number: usize, items: &[&Item]) -> ChecklistView {
    let control = &site.governed_index().controls[number];
    let fact = |label: &str, text: &str| LinkedFactView {
        label: label.to_owned(),
        text: text.to_owned(),
        path: String::new(),
    };
    let role = role_link(site, &control.accountable);
    let mut about = Vec::new();
    if !control.why.is_empty() {
        about.push(fact("Why", &control.why));
    }
    about.push(LinkedFactView { label: "Accountable".to_owned(), text: role.title, path: role.path });
    about.push(fact("Rule", &control.rule.replace('_', " ")));
    about.push(fact("Weight", control.severity.word()));
    if let Some(profile) = &control.profile {
        about.push(fact("Profile", profile));
    }
    let place = |item: &Item| Status::ALL.iter().position(|status| *status == item.status);
    let (mut groups, more) = grouped(items, place, |_, items, _| {
        let title = items.first().map_or_else(String::new, |item| items::capital(items::said(item.status)));
        group(site, title, String::new(), items, String::new())
    });
    // Who answers for all of them is told once, above.
    groups.iter_mut().flat_map(|group| &mut group.items).for_each(items::leave_role);
    ChecklistView { about, groups, more, ..view }
}

fn by_page(site: &Site, view: ChecklistView, items: &[&Item]) -> ChecklistView {
    let Some(governance) = site.governance() else { return view };
    let asked: Vec<&Item> =
        items.iter().copied().filter(|item| item.status != Status::NotApplicable).collect();
    let (groups, more) = grouped(
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
