//! What always holds of a redline: without what is new it is the old text, without what is gone the new one; its HTML
//! is well-formed; and whatever the texts are, a small stack is enough.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use guidepost::markdown::tree::{Block, BlockContent, BlockKind, InlinePiece, NoteMark, Run};
use guidepost::markdown::{Options, ReferenceKind, ReferenceMarkup, parse};
use guidepost::redline::{
    BlockChange, ColumnChange, Inline, Inside, Links, Redline, RedlinePage, RedlineStyles, RedlineText,
    TextSide, Unchanged, between,
};
use guidepost::words::Words;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

/// Shows addresses by turns as everything they can be shown as.
struct ByTurns;

impl Links for ByTurns {
    fn shown<'l>(&'l self, side: TextSide, _: ReferenceKind, written: &'l str) -> ReferenceMarkup<'l> {
        match (written.len() + usize::from(side == TextSide::Old)) % 5 {
            0 => ReferenceMarkup::AsWritten,
            1 => ReferenceMarkup::Link { href: "../a/\"&<".into(), words: Some("A & B".into()) },
            2 => ReferenceMarkup::Dead,
            3 => ReferenceMarkup::Picture { src: "../p.png".into(), size: Some((3, 4)) },
            _ => ReferenceMarkup::Video { src: "v.mp4".into(), captions: None, poster: None },
        }
    }
}

fn redline<'a>(old: &'a str, new: &'a str) -> Redline<'a> {
    let text = |body| RedlineText { fields: &[], body };
    between(text(old), text(new), &Options::default())
}

fn html(redline: &Redline<'_>) -> String {
    let mut html = String::new();
    let page =
        RedlinePage { links: &ByTurns, deeper: 1, unchanged: Unchanged::Folded, words: Words::english() };
    redline.html(&page, &mut html);
    html
}

/// A tree as text, in which equal things are equal: runs that are marked alike are one, lines of code are lines.
#[derive(Default)]
struct Plain(String);

impl Plain {
    fn of(blocks: &[Block<'_>]) -> String {
        let mut plain = Plain::default();
        for block in blocks {
            plain.block(block);
        }
        plain.0
    }

    fn block(&mut self, block: &Block<'_>) {
        self.within(&block.shape, |plain| match &block.content {
            BlockContent::Blocks(blocks) => blocks.iter().for_each(|block| plain.block(block)),
            BlockContent::Runs(runs) => plain.runs(&runs.iter().collect::<Vec<_>>()),
            BlockContent::Text(text) if matches!(block.shape, BlockKind::Code(_)) => {
                for line in text.lines() {
                    plain.within(&BlockKind::Line, |plain| {
                        let words = InlinePiece::Words(line.into());
                        plain.runs(&[&Run { marks: Vec::new(), piece: words }]);
                    });
                }
            }
            BlockContent::Text(text) => plain.0.push_str(text),
        });
    }

    fn within(&mut self, shape: &BlockKind<'_>, inside: impl FnOnce(&mut Self)) {
        let shape = match shape {
            BlockKind::Line => &BlockKind::Paragraph,
            BlockKind::Note(_) => &BlockKind::Note(0),
            other => other,
        };
        write!(self.0, "({shape:?} ").expect("room");
        inside(self);
        self.0.push_str(")\n");
    }

    fn runs(&mut self, runs: &[&Run<'_>]) {
        let mut marks = None;
        for run in runs {
            let same = marks == Some(&run.marks);
            marks = Some(&run.marks);
            match &run.piece {
                InlinePiece::Words(words) if words.is_empty() => {}
                InlinePiece::Words(words) if same => self.0.push_str(words),
                InlinePiece::Words(words) => write!(self.0, "{:?}{words}", run.marks).expect("room"),
                InlinePiece::NoteMark(NoteMark { label, .. }) => {
                    write!(self.0, "{:?}[^{label}]", run.marks).expect("room");
                    marks = None;
                }
                other => {
                    write!(self.0, "{:?}{other:?}", run.marks).expect("room");
                    marks = None;
                }
            }
        }
    }

    /// One side of a redline.
    fn side(changes: &[BlockChange<'_>], side: TextSide) -> String {
        let mut plain = Plain::default();
        for change in changes {
            plain.change(change, side);
        }
        plain.0
    }

    fn change(&mut self, change: &BlockChange<'_>, side: TextSide) {
        match (change, side) {
            (BlockChange::Kept(block), _)
            | (BlockChange::Inserted(block), TextSide::New)
            | (BlockChange::Deleted(block) | BlockChange::Left(block, _), TextSide::Old) => self.block(block),
            (BlockChange::Inserted(_) | BlockChange::Arrived(..), TextSide::Old)
            | (BlockChange::Deleted(_) | BlockChange::Left(..), TextSide::New) => {}
            (BlockChange::Arrived(change, _), TextSide::New) => self.change(change, side),
            (BlockChange::Changed(changed), _) => {
                let shape = if side == TextSide::Old { &changed.before } else { &changed.after };
                self.within(shape, |plain| plain.inside(&changed.inside, side));
            }
        }
    }

    fn inside<'r, 'a>(&mut self, inside: &'r Inside<'a>, side: TextSide) {
        match inside {
            Inside::Blocks(changes) | Inside::Rows { rows: changes, .. } => {
                for change in changes {
                    self.change(change, side);
                }
            }
            Inside::Line(inlines) => {
                let run = |inline: &'r Inline<'a>| match inline {
                    Inline::Kept(run) => Some(run),
                    Inline::Inserted(run) => (side == TextSide::New).then_some(run),
                    Inline::Deleted(run) => (side == TextSide::Old).then_some(run),
                    Inline::Restyled { before, after } => {
                        Some(if side == TextSide::Old { before } else { after })
                    }
                };
                self.runs(&inlines.iter().filter_map(run).collect::<Vec<_>>());
            }
            Inside::Text { before, after } => {
                self.0.push_str(if side == TextSide::Old { before } else { after });
            }
        }
    }
}

/// Elements and where alone they may stand.
const PLACES: [(&str, &[&str]); 12] = [
    ("li", &["ul", "ol"]),
    ("tr", &["thead", "tbody"]),
    ("td", &["tr"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tbody", &["table"]),
    ("caption", &["table"]),
    ("dt", &["dl"]),
    ("dd", &["dl"]),
    ("figcaption", &["figure"]),
    ("summary", &["details"]),
    ("input", &["li"]),
];

/// Elements in which only words and what marks them may stand.
const PHRASES: [&str; 24] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "pre",
    "code",
    "ins",
    "del",
    "em",
    "strong",
    "s",
    "a",
    "span",
    "kbd",
    "sup",
    "sub",
    "figcaption",
    "summary",
    "mark",
    "caption",
];
const BLOCKS: [&str; 16] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "div",
    "pre",
    "blockquote",
    "aside",
    "figure",
];

/// What is wrong with the HTML of a redline.
fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<(String, usize)> = vec![("body".to_owned(), 0)];
    let mut cells = None;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let parent = &*open.last().expect("the body").0;
                faults.extend(misplaced(&name, parent));
                if tag.attributes.keys().any(|name| matches!(&name[..], b"style" | b"id")) {
                    faults.push(format!("<{name}> has a style or an id"));
                }
                open.last_mut().expect("the body").1 += usize::from(matches!(&*name, "td" | "th"));
                if name == "table" {
                    cells = None;
                }
                if !matches!(&*name, "br" | "hr" | "img" | "input") {
                    open.push((name, 0));
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let (last, count) = open.pop().expect("the body");
                if last != name {
                    faults.push(format!("</{name}> where <{last}> is open"));
                }
                if name == "tr" && *cells.get_or_insert(count) != count {
                    faults.push(format!("a row of {count} cells"));
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => faults.push("no tag".to_owned()),
            Token::String(_) => {}
        }
    }
    faults.extend(open.into_iter().skip(1).map(|(name, _)| format!("<{name}> is left open")));
    faults
}

fn misplaced(name: &str, parent: &str) -> Option<String> {
    let places = PLACES.iter().find(|(element, _)| *element == name).map(|(_, places)| *places);
    let only_items = matches!(parent, "ul" | "ol") && name != "li"
        || parent == "tr" && !matches!(name, "td" | "th")
        || parent == "dl" && !matches!(name, "dt" | "dd");
    let wrong = places.is_some_and(|places| !places.contains(&parent))
        || only_items
        || PHRASES.contains(&parent) && BLOCKS.contains(&name)
        || name == "a" && parent == "a";
    wrong.then(|| format!("<{name}> in <{parent}>"))
}

fn check(old: &str, new: &str) -> Result<(), TestCaseError> {
    let options = Options::default();
    let (before, after) = (parse(old, &options).blocks(), parse(new, &options).blocks());
    let redline = redline(old, new);
    prop_assert_eq!(
        Plain::side(&redline.blocks, TextSide::Old),
        Plain::of(&before),
        "{:?} -> {:?}",
        old,
        new
    );
    prop_assert_eq!(Plain::side(&redline.blocks, TextSide::New), Plain::of(&after), "{:?} -> {:?}", old, new);
    prop_assert_eq!(redline.is_empty(), before == after);
    prop_assert_eq!(
        redline.summary(Words::english()) == "nothing changed that a reader sees",
        before == after,
        "{:?} -> {:?}",
        old,
        new
    );
    let html = html(&redline);
    let faults = faults(&html);
    prop_assert!(faults.is_empty(), "{old:?} -> {new:?}\n{html}\n{faults:#?}");
    let terminal = redline.terminal(&RedlineStyles::default(), Words::english());
    prop_assert!(!terminal.contains(|c: char| c.is_control() && c != '\n'));
    Ok(())
}

/// Blocks as people write them, so that edits of texts made of them are like theirs.
const PASSAGES: &[&str] = &[
    "Say who you are in the first line of every answer.\n\n",
    "Say **who you are** in the [first line](first.md) of an answer.\n\n",
    "Say who you are in the *first line*, [always](always.md), and `never` later.\n\n",
    "# Title\n\n",
    "## Title\n\n",
    "## Another title {#other}\n\n",
    "- one item\n- two items\n- three items\n\n",
    "- one item\n- two of the items\n  - nested item\n- three items\n\n",
    "1. one item\n2. two items\n\n   with a paragraph\n\n",
    "- [ ] one item\n- [x] two items\n\n",
    "| a | b |\n|---|--:|\n| one | two |\n| three | four |\n\n",
    "| a | c | b |\n|---|---|--:|\n| one | x | two |\n| three | y | five |\n| six |\n\n",
    "```rust\nlet one = 1;\nlet two = 2;\n```\n\n",
    "```\nlet one = 1;\n    let three = 3;\n```\n\n",
    "> Quoted words of a person.\n>\n> - item\n\n",
    "> [!NOTE]\n> Quoted words of that person.\n\n",
    "Term\n: Its meaning in words.\n\n",
    "Term\n: Its meaning in other words.\n: A second meaning.\n\n",
    "With a note[^n].\n\n[^n]: The note itself.\n\n",
    "With two notes[^m][^n].\n\n[^m]: Another note.\n\n",
    "![A picture](a.png \"Its caption\")\n\n",
    "![A picture](a.png \"Its longer caption\")\n\n",
    "Words and ![a picture](b.png) in them, <kbd>Key</kbd> and <i class=x>raw</i>.\n\n",
    "<div>\n<p>Raw words</p>\n</div>\n\n",
    "---\n\n",
    "Two lines  \nof words, it's 3.50 at 14:30, see [[GL-003]] and <https://a.example>.\n\n",
];

fn text() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(PASSAGES.to_vec()).prop_map(str::to_owned), 0..9)
}

/// What somebody does to a text.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Insert(usize, usize),
    Move(usize, usize),
    Word(usize, usize, String),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..9_usize).prop_map(Edit::Remove),
        (0..9_usize, 0..PASSAGES.len()).prop_map(|(at, passage)| Edit::Insert(at, passage)),
        (0..9_usize, 0..9_usize).prop_map(|(from, to)| Edit::Move(from, to)),
        (0..9_usize, 0..80_usize, "[a-z*\\[\\]`_ .,é日\u{301}|-]{0,9}")
            .prop_map(|(at, place, words)| Edit::Word(at, place, words)),
    ];
    prop::collection::vec(edit, 0..5)
}

fn edited(mut passages: Vec<String>, edits: &[Edit]) -> String {
    for edit in edits {
        let count = passages.len();
        match edit {
            Edit::Remove(at) if *at < count => drop(passages.remove(*at)),
            Edit::Insert(at, passage) => passages.insert((*at).min(count), PASSAGES[*passage].to_owned()),
            Edit::Move(from, to) if *from < count => {
                let passage = passages.remove(*from);
                passages.insert((*to).min(count - 1), passage);
            }
            Edit::Word(at, place, words) if *at < count => {
                let passage = &mut passages[*at];
                let place = (*place).min(passage.len());
                let place =
                    (place..=passage.len()).find(|at| passage.is_char_boundary(*at)).expect("its end");
                passage.insert_str(place, words);
            }
            _ => {}
        }
    }
    passages.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_texts_are_in_their_redline(passages in text(), edits in edits()) {
        check(&passages.concat(), &edited(passages, &edits))?;
    }

    #[test]
    fn whatever_the_texts_are(old in "[a-c *_`\\[\\]()<>|#\n:^!~-]{0,60}", new in "[a-c *_`\\[\\]()<>|#\n:^!~-]{0,60}") {
        check(&old, &new)?;
    }

    #[test]
    fn and_whatever_is_done_to_any_text(text in "\\PC{0,60}", place in 0..60_usize, words in "\\PC{0,12}") {
        let place = (place.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).expect("its end");
        let (before, after) = text.split_at(place);
        check(&text, &format!("{before}{words}{after}"))?;
    }
}

#[test]
fn columns_that_went_and_came_stand_in_every_row() {
    let redline =
        redline("|a|b|\n|-|-|\n|one|two|\n|x|y|\n", "|a|c|\n|-|-|\n|one|new words|\n|z|w|\n|x|v|\n");
    let [BlockChange::Changed(table)] = &redline.blocks[..] else { panic!("{redline:?}") };
    let Inside::Rows { columns, .. } = &table.inside else { panic!("{table:?}") };
    assert_eq!(columns[..], [ColumnChange::Kept(0, 0), ColumnChange::Deleted(1), ColumnChange::Inserted(1)]);
    assert_eq!(faults(&html(&redline)), Vec::<String>::new());
}

#[test]
fn faults_are_found() {
    for wrong in [
        "<ul><p></p></ul>",
        "<p><ins></p></ins>",
        "<table><tr></tr></table>",
        "<li></li>",
        "<p id=x></p>",
        "<p>",
    ] {
        assert_ne!(faults(wrong), Vec::<String>::new(), "{wrong}");
    }
    let ragged = "<table><tbody><tr><td></td></tr><tr></tr></tbody></table>";
    assert_eq!(faults(ragged), ["a row of 0 cells"]);
}

#[test]
fn nothing_steers_a_terminal() {
    let redline = redline("a \u{1b}[2J b\n", "a \u{1b}[2J \u{7} c\n");
    assert_eq!(
        redline.terminal(&RedlineStyles::default(), Words::english()),
        "a \u{fffd}[2J [-b-]{+\u{fffd} c+}\n"
    );
}

/// Compares on a small stack, as a worker thread may have, and gives what is shown. How much work that is, the library counts
/// itself.
fn compared(old: String, new: String) -> String {
    let work = move || {
        let redline = redline(&old, &new);
        let mut shown = html(&redline);
        shown.push_str(&redline.terminal(&RedlineStyles::default(), Words::english()));
        shown.push_str(&redline.summary(Words::english()));
        shown
    };
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(work).expect("a thread");
    thread.join().expect("no panic")
}

fn numbered(n: usize, words: &str) -> String {
    (0..n).fold(String::new(), |text, nth| text + &words.replace('#', &nth.to_string()))
}

#[test]
fn large_texts_are_compared() {
    let line = |word: &str| format!("{word} ").repeat(1024 * 1024 / (word.len() + 1));
    let many = |words: &str| numbered(10_000, words);
    for (old, new) in [
        (line("word"), line("word") + "more"),
        (line("word"), line("other")),
        (line("a b c d"), line("b d a c")),
        ("x".repeat(1024 * 1024), "y".repeat(1024 * 1024)),
        (many("same\n\n"), many("same\n\nsame\n\n")),
        (many("old words # here\n\n"), many("nothing of # that\n\n")),
        ("[".repeat(100_000), "[".repeat(100_001)),
    ] {
        assert!(compared(old, new).contains("<ins"), "what is new is marked");
    }
}

/// What is told of a line: how many stretches came and went.
fn stretches(old: &str, new: &str) -> usize {
    let redline = redline(old, new);
    let [BlockChange::Changed(changed)] = &redline.blocks[..] else { panic!("one block") };
    let Inside::Line(inlines) = &changed.inside else { panic!("a line") };
    inlines.iter().filter(|inline| !matches!(inline, Inline::Kept(_))).count()
}

#[test]
fn a_line_beyond_the_ceiling_is_replaced_between_its_ends() {
    let words = |count: usize, every: &str| {
        (0..count).fold("begin".to_owned(), |line, nth| {
            line + &format!(" w{}", nth % 977) + if nth % 50 == 0 { every } else { "" }
        })
    };
    let ends = |count| (words(count, " old") + " end", words(count, " new") + " end");
    let (old, new) = ends(5_000);
    assert_eq!(stretches(&old, &new), 200);
    let (old, new) = ends(25_000);
    assert_eq!(stretches(&old, &new), 2);
}
