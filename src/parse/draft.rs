//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use std::sync::Arc;

use super::draft_doubt::is_unclear_entry;
use super::draft_maps::{KeptMap, inner_entries, is_cascade, leaves, said_by, values};
use super::draft_words::{KEY, is_key, is_state, is_state_of_draft, keeps_back_elsewhere, near_state};
use super::embargo::{Embargo, embargo, end};
use super::front_matter::Front;
use crate::config::Field;
use crate::date::{Day, Zone};
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::model::{DraftMarks, WhyDraft};
use crate::path::FilePath;
use crate::yaml::{MapEntry, Value};

/// What a finding says of a page that is kept back because of it.
pub const COUNTS_AS_DRAFT: &str = "until that is mended the page counts as a draft and is not published";

/// What drafts are told by: the fields that a page's kind declares, which mean what the site says, and the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct DraftRules<'a> {
    pub(super) declared: &'a [Arc<Field>],
    /// The day that it is; `None` for texts of the past, which no day keeps back.
    pub(super) today: Option<Day>,
    /// The zone of the site, where it is known.
    pub(super) zone: Option<&'a Zone>,
}

/// Why an entry keeps its page back, other than by `draft: true`.
enum Slip<'e> {
    /// `draft` is neither `true` nor `false`.
    Value,
    /// The key is not quite `draft`.
    Key(&'static str),
    /// It keeps a page back in other programs.
    Elsewhere,
    /// It is a key that does, with a value of which nobody can tell whether it does.
    Unclear,
    /// It nearly says a word that does.
    NearState(&'static str),
    /// So does an entry of its map, for this reason.
    Within(&'e MapEntry, Box<Slip<'e>>),
    /// It names a day.
    Embargo(Embargo),
}

impl DraftRules<'_> {
    /// Why a page is kept back: it says so, or what it says of it cannot be read.
    pub(super) fn why(self, front: &Front) -> Option<WhyDraft> {
        let says_so = |entry: &MapEntry| entry.key == KEY && entry.node.value == Value::Flag(true);
        if front.entries.iter().any(says_so) {
            return Some(WhyDraft::Said);
        }
        if front.failed {
            return Some(WhyDraft::Unread);
        }
        front.entries.iter().find_map(|entry| match self.slip(entry)? {
            Slip::Value | Slip::Key(_) => Some(WhyDraft::Unread),
            _ => Some(WhyDraft::Key(entry.key.as_str().into())),
        })
    }

    /// Whether an entry is about drafts and says neither `draft: true` nor `draft: false`: see [`DraftRules::findings`].
    pub(super) fn is_slip(self, entry: &MapEntry) -> bool {
        self.slip(entry).is_some()
    }

    /// Tells what is written where `draft: true` or `draft: false` was meant.
    pub(super) fn findings(self, file: &FilePath, front: &Front) -> impl Iterator<Item = Finding> {
        let slips = front.entries.iter().filter_map(move |entry| Some((entry, self.slip(entry)?)));
        slips.map(|(entry, slip)| slip.finding(file, entry).hint(COUNTS_AS_DRAFT))
    }

    fn slip(self, entry: &MapEntry) -> Option<Slip<'_>> {
        // Nobody declares `draft`, or what looks like it.
        let is_declared = || self.declared.iter().any(|field| field.name == entry.key);
        if !is_key(&entry.key) && is_declared() {
            return None;
        }
        self.slip_in(KeptMap::Front, entry)
    }

    /// The same of an entry of a map, at any depth.
    fn slip_in(self, map: KeptMap, entry: &MapEntry) -> Option<Slip<'_>> {
        let MapEntry { key, node, .. } = entry;
        if is_key(key) {
            return slip_of_key(map, entry);
        }
        let within = || {
            let mut inner = inner_entries(node).peekable();
            inner.peek()?;
            let inner_map = KeptMap::below(key);
            let slip = |inner| Some(Slip::Within(inner, Box::new(self.slip_in(inner_map, inner)?)));
            inner.find_map(slip)
        };
        let by_day = || {
            let is_read = map != KeptMap::Foreign;
            let today = self.today.filter(|_| is_read)?;
            embargo_of(entry, today, self.zone).map(Slip::Embargo)
        };
        let unclear = || is_unclear_entry(map, entry).then_some(Slip::Unclear);
        slip_of_word(map, entry).or_else(within).or_else(by_day).or_else(unclear)
    }
}

/// Why an entry keeps its page back on a day by one that it names, in a list or a map as well.
fn embargo_of(MapEntry { key, node, .. }: &MapEntry, today: Day, zone: Option<&Zone>) -> Option<Embargo> {
    let named = leaves(node);
    if named.is_empty() {
        return embargo(key, "", today, zone);
    }
    named.iter().find_map(|value| embargo(key, value.written(), today, zone))
}

/// What is wrong with an entry that is called `draft`, or looks like it.
fn slip_of_key(map: KeptMap, MapEntry { key, node, .. }: &MapEntry) -> Option<Slip<'_>> {
    match node.value {
        Value::Flag(false) => None,
        _ if map != KeptMap::Front => Some(Slip::Elsewhere),
        Value::Flag(true) => (key != KEY).then_some(Slip::Key(SMALL_LETTERS)),
        _ if key == KEY => Some(Slip::Value),
        _ => Some(Slip::Key(SMALL_LETTERS)),
    }
}

/// What in front matter keeps a text of the past back, whatever fields the kind of its page declares.
pub(super) fn draft_marks(front: &Front) -> DraftMarks {
    let says_so = |entry: &MapEntry| is_key(&entry.key) && entry.node.value != Value::Flag(false);
    // On the first of all days every other one is still to come.
    let rules = DraftRules { declared: &[], today: Some(Day::FIRST), zone: None };
    let mut marks = DraftMarks {
        is_certain: front.failed || front.entries.iter().any(says_so),
        is_of_pages_below: !cascades(front, None).is_empty(),
        ..DraftMarks::default()
    };
    for entry in front.entries.iter().filter(|entry| is_cascade(&entry.key)) {
        for embargo in embargoes_of(KeptMap::Front, entry) {
            match embargo {
                Embargo::Ahead(day) => marks.days_below.push(day),
                Embargo::Unclear => marks.is_of_pages_below = true,
                Embargo::Over(_) => {}
            }
        }
        marks.ends_below.extend(ends(entry).into_iter().map(|(_, day)| day));
    }
    marks.ends = front.entries.iter().flat_map(ends).collect();
    for entry in &front.entries {
        let key: Arc<str> = entry.key.as_str().into();
        match rules.slip(entry).map(|slip| slip.day()) {
            None => {}
            Some(None) => marks.keys.push(key),
            Some(Some(day)) => marks.days.push((key, day)),
        }
    }
    marks
}

/// All days by which an entry, or one of a map in it, keeps pages back that are published on no day before.
fn embargoes_of(map: KeptMap, entry: &MapEntry) -> Vec<Embargo> {
    let own = if map == KeptMap::Foreign { None } else { embargo_of(entry, Day::FIRST, None) };
    let below = KeptMap::below(&entry.key);
    own.into_iter().chain(inner_entries(&entry.node).flat_map(|inner| embargoes_of(below, inner))).collect()
}

/// The days from which on an entry, or one of a map in it, keeps its page back.
fn ends(entry: &MapEntry) -> Vec<(Arc<str>, Day)> {
    let own = leaves(&entry.node).into_iter().filter_map(|value| end(&entry.key, value.written()));
    let inner = inner_entries(&entry.node).flat_map(ends).map(|(_, day)| day);
    own.chain(inner).map(|day| (entry.key.as_str().into(), day)).collect()
}

const SMALL_LETTERS: &str = "keys are written in small letters, and in these alone";
const ELSEWHERE: &str = "keeps a page back in other programs";

/// Whether an entry keeps a page back in other programs, or would here if it were spelled well. What a state is that of, nobody
/// can tell in a map of any name.
fn slip_of_word(map: KeptMap, MapEntry { key, node, .. }: &MapEntry) -> Option<Slip<'_>> {
    let is_foreign = map == KeptMap::Foreign;
    if is_foreign && is_state(key) {
        let is_draft = values(node).any(|value| is_state_of_draft(value.written()));
        return is_draft.then_some(Slip::Elsewhere);
    }
    let keeps_back = |value: &str| map.is_held_by(key, value) || keeps_back_elsewhere(key, value);
    let said = said_by(key, node);
    if said.iter().any(|value| keeps_back(value.written())) {
        return Some(Slip::Elsewhere);
    }
    if is_foreign {
        return None;
    }
    if node.value == Value::Flag(true) && near_miss(&key.to_lowercase(), [KEY]).is_some() {
        return Some(Slip::Key("it reads like a slip of the pen"));
    }
    let texts =
        said.iter().filter_map(|value| if let Value::Text(text) = &value.value { Some(text) } else { None });
    texts.into_iter().find_map(|text| near_state(key, text)).map(Slip::NearState)
}

/// The keys by which front matter says of all pages below its own that they are drafts, as Hugo lets it.
pub(super) fn cascades(front: &Front, today: Option<Day>) -> Vec<String> {
    let rules = DraftRules { declared: &[], today, zone: None };
    let cascades = front.entries.iter().filter(|entry| is_cascade(&entry.key) && rules.is_slip(entry));
    cascades.map(|entry| entry.key.clone()).collect()
}

impl Slip<'_> {
    /// The day until which it keeps its page back, where it is that.
    fn day(&self) -> Option<Day> {
        match self {
            Slip::Embargo(Embargo::Ahead(day)) => Some(*day),
            Slip::Within(_, inner) => inner.day(),
            _ => None,
        }
    }

    fn finding(&self, file: &FilePath, MapEntry { key, span, node }: &MapEntry) -> Finding {
        let error = |span, message: String| {
            Finding::new(Code::UnknownFrontMatterKey, Place::span(file, span), message)
                .with_severity(Severity::Error)
        };
        let no_key = |label: &str| error(*span, format!("`{key}` is not a key; `draft` is")).label(label);
        match self {
            Slip::Value => {
                Finding::new(Code::BadValue, Place::span(file, node.span), "`draft` takes `true` or `false`")
                    .label(format!("this is {}", node.describe()))
                    .hint("write `draft: true` to keep the page back, `draft: false` to publish it")
            }
            Slip::Key(label) => no_key(label).hint(KEEP_OR_TAKE_OUT),
            Slip::Elsewhere if is_state(key) => no_key(ELSEWHERE).hint(KEEP_OR_TAKE_OUT).hint(declare(key)),
            Slip::Elsewhere => no_key(ELSEWHERE).hint(KEEP_OR_TAKE_OUT),
            Slip::Unclear => {
                let message = format!("nobody can tell from `{key}` whether the page is published");
                error(*span, message).label(UNCLEAR).hint(KEEP_OR_TAKE_OUT).hint(declare(key))
            }
            Slip::NearState(word) => no_key(NEARLY)
                .hint(format!("did you mean `{word}`?"))
                .hint(KEEP_OR_TAKE_OUT)
                .hint(declare(key)),
            Slip::Within(inner, slip) => {
                let (path, innermost, slip) = slip.innermost(key.clone(), inner);
                let message = format!("`{}` stands within `{path}`, where nothing is read", innermost.key);
                let finding = error(innermost.span, message).label(slip.label());
                if is_cascade(key) {
                    return finding.hint(ALL_BELOW).hint(KEEP_ALL_BELOW);
                }
                finding.hint(KEEP_OR_TAKE_OUT).hint(declare(key))
            }
            Slip::Embargo(embargo) => {
                let (message, label, hint) = embargo_words(*embargo, key);
                let finding = error(*span, message).cause(format!("`{key}` keeps the page back"));
                let finding = finding.label(label).hint(hint);
                if *embargo == Embargo::Unclear { finding } else { finding.hint(declare(key)) }
            }
        }
    }

    /// The keys of the maps down to the entry that keeps the page back, that entry, and why it does.
    fn innermost<'s>(&'s self, path: String, entry: &'s MapEntry) -> (String, &'s MapEntry, &'s Self) {
        match self {
            Slip::Within(inner, slip) => slip.innermost(format!("{path}.{}", entry.key), inner),
            _ => (path, entry, self),
        }
    }

    /// What is said below an entry of a map.
    fn label(&self) -> &'static str {
        match self {
            Slip::Key(label) => label,
            Slip::NearState(_) => NEARLY,
            Slip::Embargo(Embargo::Ahead(_)) => UNTIL_THEN,
            Slip::Embargo(Embargo::Over(_)) => SINCE_THEN,
            Slip::Unclear => UNCLEAR,
            Slip::Value | Slip::Elsewhere | Slip::Within(..) | Slip::Embargo(Embargo::Unclear) => ELSEWHERE,
        }
    }
}

const UNCLEAR: &str =
    "`true` and `false` are understood here, and under `published`, `publish` and `embargo` a day";
const NEARLY: &str = "nearly says what keeps a page back in other programs";
const UNTIL_THEN: &str = "keeps a page back until then in other programs";
const SINCE_THEN: &str = "keeps a page back from then on in other programs";
const ALL_BELOW: &str = "it keeps back all pages below this one as well";
const KEEP_ALL_BELOW: &str = "to keep them back, name their folder under `exclude` in site.toml and take the line out then; without that, `draft: true` in its place keeps back this page alone, and all others are published";
const KEEP_OR_TAKE_OUT: &str =
    "write `draft: true` to keep the page back, or take the line out to publish it";

/// What to do where the site means something else by a key.
fn declare(key: &str) -> String {
    format!(
        "where `{key}` means something else on this site, declare it as a field under `[kinds]` in site.toml"
    )
}

/// What is wrong with a day, what it does, and what to do about it.
fn embargo_words(embargo: Embargo, key: &str) -> (String, &'static str, &'static str) {
    match embargo {
        Embargo::Ahead(day) => (
            format!("`{key}` says {day}, which is still to come"),
            UNTIL_THEN,
            "write `draft: true` to keep the page back, or take the line out to publish it now",
        ),
        Embargo::Over(day) => (format!("`{key}` says {day}, which is over"), SINCE_THEN, KEEP_OR_TAKE_OUT),
        Embargo::Unclear => (format!("`{key}` says no day that can be read"), ELSEWHERE, KEEP_OR_TAKE_OUT),
    }
}
