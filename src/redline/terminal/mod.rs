//! A redline for the terminal: `[-gone-]` and `{+new+}` by word, legible without colour.

mod line;

use anstyle::Style;

use super::numbers::NextNumbers;
use super::passages::{RedlinePassage, Unchanged, entries, passages, together};
use super::remarks::{arrived, left, reshaped};
use super::view::{RunView, ViewState};
use super::{BlockChange, ChangedBlock, FieldChange, Inside, Redline, units};
use crate::markdown::tree::{Block, BlockContent, BlockKind};
use crate::shell::steers;
use crate::words::Words;

/// How what became of words is set apart, beside the signs that always do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RedlineStyles {
    /// Words that are new.
    pub inserted: Style,
    /// Words that are gone.
    pub deleted: Style,
    /// Words of ours.
    pub remark: Style,
}

impl Redline<'_> {
    /// What `guidepost diff` prints. Signs that would steer a terminal are taken out of the text.
    pub fn terminal(&self, styles: &RedlineStyles, words: &Words) -> String {
        let mut writer =
            Writer { styles, words, out: String::new(), margin: String::new(), fresh: true, number: None };
        self.fields.iter().for_each(|field| writer.field(field));
        if !self.fields.is_empty() && !self.blocks.is_empty() {
            writer.end_line();
        }
        for (nth, passage) in passages(&self.blocks, Unchanged::Counted).into_iter().enumerate() {
            if nth > 0 {
                writer.end_line();
            }
            match passage {
                RedlinePassage::Shown(changes) => writer.flow(changes),
                RedlinePassage::Folded(changes) => writer.remark_line(&units::unchanged(words, changes)),
            }
        }
        writer.out
    }
}

struct Writer<'w> {
    styles: &'w RedlineStyles,
    words: &'w Words,
    out: String,
    /// What every line begins with.
    margin: String,
    /// Whether nothing stands in this line yet.
    fresh: bool,
    /// The number of the next item.
    number: Option<u64>,
}

impl Writer<'_> {
    fn field(&mut self, field: &FieldChange<'_>) {
        self.text(&field.name);
        self.text(": ");
        for (nth, value) in field.values.iter().enumerate() {
            if nth > 0 {
                self.text(", ");
            }
            self.change(value);
        }
        self.end_line();
    }

    /// Blocks with an empty line between them; what belongs to a list stands close.
    fn flow(&mut self, changes: &[BlockChange<'_>]) {
        for (nth, passage) in together(changes).enumerate() {
            let [first, more @ ..] = passage else { continue };
            let shape = shape_of(first);
            let list_of_text = matches!(shape, BlockKind::List(_)) && self.margin.is_empty();
            let close = nth == 0 || is_close(shape) && !list_of_text;
            if !close {
                self.end_line();
            }
            match first {
                BlockChange::Left(block, way) => {
                    self.remark_line(&left(self.words, block, *way, more.len()));
                }
                BlockChange::Arrived(_, way) => self.remark_line(&format!("{}:", arrived(self.words, *way))),
                _ => {}
            }
            for (nth, change) in passage.iter().enumerate() {
                if nth > 0 && !close && matches!(change, BlockChange::Arrived(..)) {
                    self.end_line();
                }
                self.change(change);
                self.end_words();
            }
        }
    }

    /// A block and what became of it; what moved is said before.
    fn change(&mut self, change: &BlockChange<'_>) {
        match change {
            BlockChange::Kept(block) => self.whole(block, ViewState::Kept),
            BlockChange::Inserted(block) => self.whole(block, ViewState::Inserted),
            BlockChange::Deleted(block) => self.whole(block, ViewState::Deleted),
            BlockChange::Left(..) => {}
            BlockChange::Arrived(change, _) => self.change(change),
            BlockChange::Changed(changed) => self.changed(changed),
        }
    }

    fn whole(&mut self, block: &Block<'_>, state: ViewState) {
        let margin = self.begin(&block.shape);
        match &block.content {
            _ if block.shape == BlockKind::Rule => self.words("---", state),
            BlockContent::Runs(runs) => {
                let views: Vec<RunView<'_, '_>> =
                    runs.iter().map(|run| RunView { state, run, before: None }).collect();
                self.line(&views);
            }
            BlockContent::Text(text) => self.lines(text, state),
            BlockContent::Blocks(blocks) => {
                let mut number = first_number(&block.shape);
                for (nth, inner) in blocks.iter().enumerate() {
                    self.between(&inner.shape, nth);
                    self.number = number;
                    number = number.and_then(|number| number.checked_add(1));
                    self.whole(inner, state);
                    self.end_block(&inner.shape);
                }
            }
        }
        self.end(&block.shape, margin);
    }

    fn changed(&mut self, ChangedBlock { before, after, inside }: &ChangedBlock<'_>) {
        let said = reshaped(self.words, before, after).map(|said| format!("({said})"));
        if let (Some(said), Inside::Blocks(_) | Inside::Rows { .. } | Inside::Text { .. }) = (&said, inside)
            && !matches!(after, BlockKind::Item(_))
        {
            self.remark(said);
            self.end_line();
        }
        let margin = self.begin(after);
        match inside {
            Inside::Line(inlines) => {
                let views: Vec<RunView<'_, '_>> = inlines.iter().map(RunView::of).collect();
                self.line(&views);
                if let Some(said) = said {
                    self.text(" ");
                    self.remark(&said);
                }
            }
            Inside::Blocks(changes) if matches!(after, BlockKind::List(_)) => {
                self.items(NextNumbers::between(before, after), changes);
            }
            Inside::Blocks(changes)
                if is_close(after) || matches!(after, BlockKind::Quote | BlockKind::Alert(_)) =>
            {
                if let Some(said) = said.filter(|_| matches!(after, BlockKind::Item(_))) {
                    self.remark(&said);
                    self.text(" ");
                }
                self.flow(changes);
            }
            Inside::Blocks(changes) => self.blocks(changes),
            Inside::Rows { rows, .. } => self.rows(rows),
            Inside::Text { before, after } => {
                self.lines(before, ViewState::Deleted);
                self.lines(after, ViewState::Inserted);
            }
        }
        self.end(after, margin);
    }

    fn items(&mut self, mut numbers: NextNumbers, items: &[BlockChange<'_>]) {
        for passage in entries(items, Unchanged::Counted) {
            match passage {
                RedlinePassage::Shown(items) => items.iter().for_each(|item| {
                    self.number = numbers.next(item);
                    self.flow(std::slice::from_ref(item));
                }),
                RedlinePassage::Folded(items) => {
                    for item in items {
                        numbers.next(item);
                    }
                    self.remark_line(&units::unchanged(self.words, items));
                }
            }
        }
    }

    fn rows(&mut self, rows: &[BlockChange<'_>]) {
        let (head, body) = rows.split_at(rows.len().min(1));
        self.blocks(head);
        for passage in entries(body, Unchanged::Counted) {
            match passage {
                RedlinePassage::Shown(rows) => self.blocks(rows),
                RedlinePassage::Folded(rows) => self.remark_line(&units::unchanged(self.words, rows)),
            }
        }
    }

    fn blocks(&mut self, changes: &[BlockChange<'_>]) {
        for change in changes {
            self.change(change);
            self.end_block(shape_of(change));
        }
    }

    fn lines(&mut self, text: &str, state: ViewState) {
        for line in text.lines() {
            self.words(line, state);
            self.end_line();
        }
    }

    /// Begins a block and says how long the margin was before.
    fn begin(&mut self, shape: &BlockKind<'_>) -> usize {
        let margin = self.margin.len();
        match shape {
            BlockKind::Heading { level, .. } => {
                self.text(&"#".repeat(usize::from(*level)));
                self.text(" ");
            }
            BlockKind::Quote => self.margin.push_str("> "),
            BlockKind::Alert(alert) => {
                self.margin.push_str("> ");
                self.text(self.words.say(alert.label));
                self.end_line();
            }
            BlockKind::Item(task) => self.begin_item(*task),
            BlockKind::Note(number) => self.begin_entry(&format!("[{number}] ")),
            BlockKind::Definition => self.begin_entry(": "),
            BlockKind::Code(_) | BlockKind::Html => self.margin.push_str("    "),
            BlockKind::Head | BlockKind::Row => self.text("|"),
            BlockKind::Cell => self.text(" "),
            _ => {}
        }
        margin
    }

    fn begin_item(&mut self, task: Option<bool>) {
        let sign = self.number.take().map_or("- ".to_owned(), |number| format!("{number}. "));
        self.begin_entry(&sign);
        match task {
            None => {}
            Some(false) => self.text("[ ] "),
            Some(true) => self.text("[x] "),
        }
    }

    /// An entry of a list, whose further lines stand below the first.
    fn begin_entry(&mut self, sign: &str) {
        self.text(sign);
        self.margin.push_str(&" ".repeat(sign.len()));
    }

    fn end(&mut self, shape: &BlockKind<'_>, margin: usize) {
        if *shape == BlockKind::Cell {
            self.text(" |");
        }
        if margin < self.margin.len() {
            self.end_words();
        }
        self.margin.truncate(margin);
    }

    /// Between paragraphs is an empty line.
    fn between(&mut self, inner: &BlockKind<'_>, nth: usize) {
        if nth > 0 && matches!(inner, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote) {
            self.end_line();
        }
    }

    fn end_block(&mut self, shape: &BlockKind<'_>) {
        if *shape != BlockKind::Cell {
            self.end_words();
        }
    }

    fn words(&mut self, words: &str, state: ViewState) {
        self.open(state);
        self.text(words);
        self.close(state);
    }

    fn remark(&mut self, words: &str) {
        self.text("");
        self.out.push_str(&self.styles.remark.render().to_string());
        self.text(words);
        self.out.push_str(&self.styles.remark.render_reset().to_string());
    }

    fn remark_line(&mut self, words: &str) {
        self.remark(&format!("({words})"));
        self.end_line();
    }

    /// Text in the line that is open. What a terminal would obey is shown as a box.
    fn text(&mut self, text: &str) {
        if self.fresh {
            self.out.push_str(&self.margin);
            self.fresh = false;
        }
        for c in text.chars() {
            match c {
                '\n' | '\t' => self.out.push(' '),
                _ if steers(c) => self.out.push('\u{fffd}'),
                _ => self.out.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        if self.fresh {
            self.out.push_str(self.margin.trim_end());
        }
        self.out.push('\n');
        self.fresh = true;
    }

    fn end_words(&mut self) {
        if !self.fresh {
            self.end_line();
        }
    }
}

fn first_number(shape: &BlockKind<'_>) -> Option<u64> {
    match shape {
        BlockKind::List(first) => *first,
        _ => None,
    }
}

fn shape_of<'c, 'a>(change: &'c BlockChange<'a>) -> &'c BlockKind<'a> {
    match change {
        BlockChange::Kept(block)
        | BlockChange::Inserted(block)
        | BlockChange::Deleted(block)
        | BlockChange::Left(block, _) => &block.shape,
        BlockChange::Arrived(change, _) => shape_of(change),
        BlockChange::Changed(changed) => &changed.after,
    }
}

/// What stands close to what is before it.
fn is_close(shape: &BlockKind<'_>) -> bool {
    matches!(
        shape,
        BlockKind::Item(_)
            | BlockKind::Line
            | BlockKind::List(_)
            | BlockKind::Term
            | BlockKind::Definition
            | BlockKind::Note(_)
    )
}
