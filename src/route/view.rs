//! A page of the model -> the view that templates see.

use std::fmt::Write as _;

use super::links::{link_to, page_link, path};
use super::site::Site;
use super::surroundings::{feedback, trail};
use super::words::{capital, choice_words};
use super::{body, feed, governed, history, strategy};
use crate::config::{Field, FieldType};
use crate::markdown::{Heading, Opening};
use crate::model::{Content, FieldValue, Fields, FolderEntry, NamedValue, Page, PageId, Related};
use crate::path::encode;
use crate::theme::view::{
    ContentsView, EntryView, FactView, LinkView, NeighbourView, PageView, ReferrerView, RelationView,
    TextLayout, ValueView,
};

/// Fields that the page shows elsewhere than on its plate.
const ELSEWHERE: [&str; 10] =
    ["title", "id", "kind", "page_kind", "summary", "tags", "aliases", "order", "draft", "revisions"];

/// Words a person reads in a minute.
const WORDS_A_MINUTE: u32 = 220;

/// What refers to a page in fewer letters than this, and does not end as a sentence does, is none.
const LEAST_SENTENCE: usize = 24;

/// More referring pages than this are a list nobody reads.
const MOST_REFERRERS: usize = 40;

/// The view of a page.
pub(super) fn page(site: &Site, id: PageId) -> PageView {
    let content = &site.content;
    let page = content.page(id);
    let neighbours = &site.neighbours[id.index()];
    let control = governed::plate(site, id);
    let is_told = control.as_ref().is_some_and(|control| !control.standing.is_empty());
    PageView {
        path: path(&page.address),
        title: page.title.to_string(),
        title_id: title_id(page),
        window_title: window_title(site, page),
        kind: page.kind.name.clone(),
        kind_label: kind_label(page),
        id: page.document.as_deref().unwrap_or_default().to_owned(),
        summary: page.summary().to_owned(),
        description: description(page),
        draft: page.draft.is_some(),
        uncontrolled: site.is_free(id) && !is_told,
        minutes: minutes(page),
        contents: contents(page),
        trail: trail(site, id),
        previous: neighbours.previous.map(|to| neighbour(site, id, to)),
        next: neighbours.next.map(|to| neighbour(site, id, to)),
        facts: facts(site, id),
        strip: page.kind.strip.clone(),
        stretch: strategy::stretch(site, id),
        relations: relations(site, id),
        referrers: referrers(site, id),
        tags: tags(content, page),
        feedback: feedback(site, &page.title, &page.address),
        edit_href: edit_href(site, page),
        revised: history::revised(site, id),
        feeds: feed::of_page(site, id),
        has_blocks: !page.blocks.is_empty(),
        quizzes: page.blocks.iter().filter(|block| block.kind.name == "quiz").count(),
        layout: layout(page),
        control,
    }
}

/// Views need more room than prose.
fn layout(page: &Page) -> TextLayout {
    let has_view = page.blocks.iter().any(|block| block.kind.name == "view");
    if has_view { TextLayout::Wide } else { TextLayout::BesideRail }
}

/// A page before or after one.
fn neighbour(site: &Site, beside: PageId, id: PageId) -> NeighbourView {
    let LinkView { title, path } = page_link(&site.content, id);
    NeighbourView { title, path, mark: governed::mark_beside(site, beside, id) }
}

/// A page in a list.
pub(super) fn entry(site: &Site, id: PageId) -> EntryView {
    let content = &site.content;
    let page = content.page(id);
    EntryView {
        title: page.title.to_string(),
        path: path(&page.address),
        id: page.document.as_deref().unwrap_or_default().to_owned(),
        kind_label: kind_label(page),
        summary: page.summary().to_owned(),
        owner: page
            .fields
            .named("owner")
            .first()
            .map_or(String::new(), |owner| role_title(content, &owner.name)),
        minutes: minutes(page),
        draft: page.draft.is_some(),
        mark: governed::mark(site, id),
    }
}

/// Minutes a lesson says it takes, else what reading takes.
pub(super) fn minutes(page: &Page) -> u32 {
    page.fields
        .minutes("duration")
        .unwrap_or_else(|| page.outline().map_or(0, |outline| outline.words.div_ceil(WORDS_A_MINUTE)))
}

fn title_id(page: &Page) -> String {
    match (body::opening(page), page.outline()) {
        (Opening::LeftOut, Some(outline)) => {
            outline.headings.first().map(|heading| heading.id.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn window_title(site: &Site, page: &Page) -> String {
    if page.address.as_str().is_empty() {
        site.config.name.clone()
    } else {
        format!("{} · {}", page.title, site.config.name)
    }
}

fn kind_label(page: &Page) -> String {
    if page.kind.is_plain() { String::new() } else { page.kind.label.clone() }
}

fn description(page: &Page) -> String {
    let lead = || page.outline().map_or(String::new(), |outline| outline.lead.to_string());
    if page.summary().is_empty() { lead() } else { page.summary().to_owned() }
}

/// Headings of the two levels below the title; fewer than three need no table.
fn contents(page: &Page) -> Vec<ContentsView> {
    let Some(outline) = page.outline() else { return Vec::new() };
    let left_out = usize::from(body::opening(page) == Opening::LeftOut);
    let headings: Vec<&Heading> =
        outline.headings.iter().skip(left_out).filter(|heading| !heading.text.is_empty()).collect();
    let Some(top) = headings.iter().map(|heading| heading.level).min() else { return Vec::new() };
    let mut contents: Vec<ContentsView> = Vec::new();
    for heading in headings.into_iter().filter(|heading| heading.level <= top + 1) {
        let entry =
            ContentsView { title: heading.text.to_string(), id: heading.id.to_string(), items: Vec::new() };
        match contents.last_mut() {
            Some(above) if heading.level > top => above.items.push(entry),
            _ => contents.push(entry),
        }
    }
    let total: usize = contents.iter().map(|entry| 1 + entry.items.len()).sum();
    if total < 3 { Vec::new() } else { contents }
}

/// What the front matter of a page says, and who is appointed to the role that it describes.
pub(super) fn facts(site: &Site, id: PageId) -> Vec<FactView> {
    let page = site.content.page(id);
    let shown = |field: &&(&Field, &FieldValue)| {
        !ELSEWHERE.contains(&field.0.name.as_str())
            && !matches!(field.0.shape, FieldType::Pages { .. } | FieldType::Data)
    };
    let fields: Vec<_> = page.fields.iter().collect();
    let fact = |(field, value): &(&Field, &FieldValue)| FactView {
        name: field.name.clone(),
        label: field.label.clone(),
        values: values(site, field, value),
    };
    let said = fields.iter().filter(shown).map(fact).filter(|fact| !fact.values.is_empty()).collect();
    governed::with_appointed(site, id, said)
}

fn values(site: &Site, field: &Field, value: &FieldValue) -> Vec<ValueView> {
    let plain = |text: String| vec![ValueView { text, path: String::new() }];
    match value {
        FieldValue::Text(text) if matches!(field.shape, FieldType::Choice(_)) => {
            plain(choice_words(&site.config.words, text))
        }
        // A word is shown as a label, a sentence as it is.
        FieldValue::Text(text) if !text.contains(' ') && field.name == "audience" => plain(capital(text)),
        FieldValue::Text(text) => plain(text.to_string()),
        FieldValue::Number(number) => plain(number.to_string()),
        FieldValue::Decimal(number) => plain(site.config.words.number(&number.to_string())),
        FieldValue::Flag(flag) => plain(site.config.words.say(if *flag { "yes" } else { "no" }).to_owned()),
        FieldValue::Day(day) => plain(site.day(*day)),
        FieldValue::Period(period) => plain(site.config.words.period(*period)),
        FieldValue::Minutes(minutes) => plain(site.fill("minutes", [("count", (*minutes).into())])),
        FieldValue::Texts(texts) => {
            texts.iter().map(|text| ValueView { text: text.name.to_string(), path: String::new() }).collect()
        }
        FieldValue::Roles(roles) => roles.iter().map(|role| role_value(&site.content, role)).collect(),
        FieldValue::Pages(_) | FieldValue::Data(_) | FieldValue::File(_) => Vec::new(),
        FieldValue::Items(items) => items.iter().filter_map(|item| item_value(site, item)).collect(),
    }
}

fn role_value(content: &Content, role: &NamedValue) -> ValueView {
    let page = content.documents.get(&role.name).map(|id| content.page(*id));
    ValueView {
        text: page.map_or_else(|| role.name.to_string(), |page| page.title.to_string()),
        path: page.map_or(String::new(), |page| path(&page.address)),
    }
}

fn role_title(content: &Content, role: &str) -> String {
    content.documents.get(role).map_or_else(|| role.to_owned(), |id| content.page(*id).title.to_string())
}

/// An item by its first text or number, and the days it holds.
fn item_value(site: &Site, item: &Fields) -> Option<ValueView> {
    let mut texts = item.iter().filter_map(|(_, value)| match value {
        FieldValue::Text(text) => Some(text.to_string()),
        FieldValue::Decimal(number) => Some(site.config.words.number(&number.to_string())),
        _ => None,
    });
    let mut text = texts.next()?;
    for (field, value) in item.iter() {
        if let FieldValue::Day(day) = value {
            // Writing into a string cannot fail.
            let _ = write!(text, ", {} {}", field.label.to_lowercase(), site.day(*day));
        }
    }
    Some(ValueView { text, path: String::new() })
}

/// Relations, those that the page's stretch of the map shows apart from others of the same name.
fn relations(site: &Site, id: PageId) -> Vec<RelationView> {
    let relation = |related: &Related| {
        let on_stretch = strategy::on_stretch(site, id, related);
        let (shown, others): (Vec<PageId>, Vec<PageId>) =
            related.pages.iter().partition(|page| on_stretch.contains(page));
        let view = |(on_stretch, pages): (bool, Vec<PageId>)| RelationView {
            label: related.label.to_string(),
            on_stretch,
            pages: pages.into_iter().map(|page| entry(site, page)).collect(),
        };
        [(true, shown), (false, others)].map(view)
    };
    // A course shows its lessons as such, and a lesson its course.
    let shown = site.content.relations[id.index()].iter().filter(|related| &*related.field != "lessons");
    shown.flat_map(relation).filter(|relation| !relation.pages.is_empty()).collect()
}

/// What refers to a page. An approved text stands beside no words of a page that nobody approves: such a page is told by its number.
fn referrers(site: &Site, id: PageId) -> Vec<ReferrerView> {
    let content = &site.content;
    let view = |referrer: &crate::model::Referrer| {
        let page = content.page(referrer.page);
        let title = site.title_for(id, referrer.page);
        let reference =
            page.outline().and_then(|outline| outline.references.get(referrer.reference as usize));
        let sentence =
            reference.map(|reference| &*reference.sentence).filter(|sentence| says_something(sentence));
        Some(ReferrerView {
            title: title.or(page.document.as_deref())?.to_owned(),
            path: path(&page.address),
            kind_label: kind_label(page),
            sentence: sentence.filter(|_| title.is_some()).unwrap_or_default().to_owned(),
            mark: governed::mark_beside(site, id, referrer.page),
        })
    };
    content.referrers[id.index()].iter().filter_map(view).take(MOST_REFERRERS).collect()
}

/// A cell that holds a number, or a link with two words, tells a reader nothing that the title does not.
/// Counted in bytes, since in some scripts a letter is a word.
fn says_something(sentence: &str) -> bool {
    let ended = sentence.trim_end_matches(['”', '’', '"', '\'', ')', '»']);
    if ended.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']) {
        return true;
    }
    let letters = sentence.chars().filter(|letter| letter.is_alphabetic() && !letter.is_uppercase());
    letters.map(char::len_utf8).sum::<usize>() >= LEAST_SENTENCE
}

fn tags(content: &Content, page: &Page) -> Vec<LinkView> {
    let named = page.fields.named("tags");
    let known = named.iter().filter_map(|named| {
        let at = content
            .tags
            .binary_search_by(|tag| tag.name.to_lowercase().cmp(&named.name.to_lowercase()))
            .ok()?;
        // As the page itself spells it: the first one that has the tag may be one that nobody approves.
        Some(link_to(&named.name, &content.tags.get(at)?.address))
    });
    known.collect()
}

fn edit_href(site: &Site, page: &Page) -> String {
    match &site.config.edit_url {
        Some(url) if page.is_written() => url.replace("{path}", &encode(page.file.as_str())),
        _ => String::new(),
    }
}

/// The pages of a folder, its own page not among them.
pub(super) fn pages_in(content: &Content, entries: &[FolderEntry]) -> Vec<PageId> {
    let page = |entry: &FolderEntry| match entry {
        FolderEntry::Page(page) => *page,
        FolderEntry::Folder(folder) => content.folder(*folder).page,
    };
    entries.iter().map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_say_nothing() {
        for fragment in
            ["", "CH-06", "ST-03, ST-04, GO-02, GL-004, CH-06", "Customer forum", "Inviting a new voice"]
        {
            assert!(!says_something(fragment), "{fragment}");
        }
        for sentence in [
            "We wait.",
            "“We wait.”",
            "the promises made in the forum",
            "الرد على الشكاوى",
            "我们在发布之前先检查",
        ] {
            assert!(says_something(sentence), "{sentence}");
        }
    }
}
