//! Whether a page is a draft. In doubt it is: what somebody meant to keep back must not go out because of a slip.

use std::sync::Arc;

use super::draft_words::{KEY, is_key, is_state, keeps_back_elsewhere, near_state, plain, says_no};
use super::embargo::{Embargo, embargo};
use super::front_matter::Front;
use crate::config::Field;
use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place, Severity, near_miss};
use crate::model::DraftMarks;
use crate::path::FilePath;
use crate::yaml::{MapEntry, Value, YamlNode};

/// What a finding says of a page that is kept back because of it.
pub const COUNTS_AS_DRAFT: &str = "until that is mended the page counts as a draft and is not published";

/// Maps of other programs in which keys say what they say at the edge.
const CONTAINERS: [&str; 9] =
    ["params", "extra", "custom", "meta", "metadata", "page", CASCADE, "build", "frontmatter"];
/// The map that is about all pages of a folder.
const CASCADE: &str = "cascade";
/// The map in which Hugo says what becomes of a page, and the keys of it that may keep it back.
const BUILD: (&str, [&str; 2]) = ("build", ["render", "list"]);

/// What drafts are told by: the fields that a page's kind declares, which mean what the site says, and the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct DraftRules<'a> {
    pub(super) declared: &'a [Arc<Field>],
    /// The day that it is; `None` for texts of the past, which no day keeps back.
    pub(super) today: Option<Day>,
}

/// Why an entry keeps its page back, other than by `draft: true`.
enum Slip<'e> {
    /// `draft` is neither `true` nor `false`.
    Value,
    /// The key is not quite `draft`.
    Key(&'static str),
    /// It keeps a page back in other programs.
    Elsewhere,
    /// It nearly says a word that does.
    NearState(&'static str),
    /// So does an entry of its map.
    Within(&'e MapEntry),
    /// It names a day.
    Embargo(Embargo),
}

impl DraftRules<'_> {
    /// Whether a page is kept back: it says so, or what it says of it cannot be read.
    pub(super) fn is_draft(self, front: &Front) -> bool {
        let says_so = |entry: &MapEntry| is_key(&entry.key) && entry.node.value == Value::Flag(true);
        front.failed || front.entries.iter().any(|entry| says_so(entry) || self.is_slip(entry))
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
        let MapEntry { key, node, .. } = entry;
        if is_key(key) {
            return match node.value {
                Value::Flag(false) => None,
                Value::Flag(true) => (key != KEY).then_some(Slip::Key(SMALL_LETTERS)),
                _ if key == KEY => Some(Slip::Value),
                _ => Some(Slip::Key(SMALL_LETTERS)),
            };
        }
        if self.declared.iter().any(|field| field.name == *key) {
            return None;
        }
        let within = || inner_entries(node).find(|inner| keeps_back_within(key, inner)).map(Slip::Within);
        let by_day = || embargo(key, node.written(), self.today?).map(Slip::Embargo);
        slip_of_word(entry).or_else(within).or_else(by_day)
    }
}

/// What in front matter keeps a text of the past back, whatever fields the kind of its page declares.
pub(super) fn draft_marks(front: &Front) -> DraftMarks {
    let says_so = |entry: &MapEntry| is_key(&entry.key) && entry.node.value != Value::Flag(false);
    let rules = DraftRules { declared: &[], today: None };
    let slips = front.entries.iter().filter(|entry| rules.is_slip(entry));
    let day = |entry: &MapEntry| match embargo(&entry.key, entry.node.written(), Day::FIRST)? {
        Embargo::Ahead(day) => Some((entry.key.as_str().into(), day)),
        Embargo::Over(_) | Embargo::Unclear => None,
    };
    DraftMarks {
        is_certain: front.failed || front.entries.iter().any(says_so),
        keys: slips.map(|entry| entry.key.as_str().into()).collect(),
        days: front.entries.iter().filter_map(day).collect(),
        is_of_pages_below: keeps_pages_below_back(front),
    }
}

const SMALL_LETTERS: &str = "keys are written in small letters, and in these alone";
const ELSEWHERE: &str = "keeps a page back in other programs";

/// Whether an entry keeps a page back in other programs, or would here if it were spelled well.
fn slip_of_word(MapEntry { key, node, .. }: &MapEntry) -> Option<Slip<'_>> {
    let keeps_back = match &node.value {
        Value::List(values) => values.iter().any(|value| keeps_back_elsewhere(key, value.written())),
        _ => keeps_back_elsewhere(key, node.written()),
    };
    if keeps_back {
        return Some(Slip::Elsewhere);
    }
    match &node.value {
        Value::Flag(true) if near_miss(&key.to_lowercase(), [KEY]).is_some() => {
            Some(Slip::Key("it reads like a slip of the pen"))
        }
        Value::Text(text) => near_state(key, text).map(Slip::NearState),
        _ => None,
    }
}

/// Whether front matter says of all pages below its own that they are drafts, as Hugo lets it.
pub(super) fn keeps_pages_below_back(front: &Front) -> bool {
    let mut cascades = front.entries.iter().filter(|entry| plain(&entry.key) == CASCADE);
    cascades.any(|entry| inner_entries(&entry.node).any(|inner| keeps_back_within(CASCADE, inner)))
}

/// The entries of a map, or of the maps of a list.
fn inner_entries(node: &YamlNode) -> impl Iterator<Item = &MapEntry> {
    let maps = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    maps.iter().flat_map(|map| match &map.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    })
}

/// Whether an entry of a map keeps the page back of whose front matter that is a part. What a state is that of, nobody can tell
/// in a map of any name.
fn keeps_back_within(container: &str, MapEntry { key, node, .. }: &MapEntry) -> bool {
    let container = plain(container);
    if container == BUILD.0 && BUILD.1.contains(&key.as_str()) {
        return says_no(node.written()) || node.written() == "link";
    }
    is_key(key) && node.value != Value::Flag(false)
        || (CONTAINERS.contains(&container.as_str()) || !is_state(key))
            && keeps_back_elsewhere(key, node.written())
}

impl Slip<'_> {
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
            Slip::NearState(word) => no_key("nearly says what keeps a page back in other programs")
                .hint(format!("did you mean `{word}`?"))
                .hint(KEEP_OR_TAKE_OUT)
                .hint(declare(key)),
            Slip::Within(inner) => {
                error(inner.span, format!("`{}` stands within `{key}`, where nothing is read", inner.key))
                    .label(ELSEWHERE)
                    .hint(KEEP_OR_TAKE_OUT)
            }
            Slip::Embargo(embargo) => {
                let (message, label, hint) = embargo_words(*embargo, key);
                let finding = error(*span, message).cause(format!("`{key}` keeps the page back"));
                let finding = finding.label(label).hint(hint);
                if *embargo == Embargo::Unclear { finding } else { finding.hint(declare(key)) }
            }
        }
    }
}

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
            "keeps a page back until then in other programs",
            "write `draft: true` to keep the page back, or take the line out to publish it now",
        ),
        Embargo::Over(day) => (
            format!("`{key}` says {day}, which is over"),
            "keeps a page back from then on in other programs",
            KEEP_OR_TAKE_OUT,
        ),
        Embargo::Unclear => (
            format!("`{key}` says no day that can be read"),
            "keeps a page back in other programs",
            KEEP_OR_TAKE_OUT,
        ),
    }
}
