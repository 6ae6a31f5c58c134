//! Code in colours: syntect reads it, and its hundreds of scopes become a dozen short classes
//! that a theme can dress in light and dark.

use std::cell::RefCell;
use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::line_memory::LineMemory;
use super::{escape, languages};

/// A line longer than this is data, not code; grammars take time beyond all measure on it.
const LONGEST_LINE: usize = 1_000;
/// A block larger than this is shown plain.
const LARGEST_BLOCK: usize = 64 * 1024;

/// The grammars. Reading them takes two milliseconds, and most sites need few: loaded with the first block.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// What scopes become, the most specific first.
static RULES: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    let rules = SCOPES.iter().flat_map(|(class, scopes)| scopes.split(' ').map(|scope| (*class, scope)));
    let mut rules: Vec<_> =
        rules.filter_map(|(class, scope)| Some((Scope::new(scope).ok()?, class))).collect();
    rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    rules
});

/// What a stretch of code is to the eye.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// Nothing of its own: like what is around it.
    Like,
    /// Nothing at all, even within something: code in a string.
    Plain,
    Comment,
    Deleted,
    Function,
    Heading,
    Inserted,
    Keyword,
    Number,
    /// A keyword where it is a word, else nothing.
    Operator,
    String,
    Tag,
    Type,
    Variable,
}

const SCOPES: &[(Class, &str)] = &[
    (Class::Comment, "comment punctuation.definition.comment"),
    (Class::Deleted, "markup.deleted"),
    (Class::Inserted, "markup.inserted"),
    (Class::Heading, "markup.heading entity.name.section meta.diff.header meta.diff.range"),
    (Class::Function, "entity.name.function support.function variable.function variable.annotation"),
    (Class::Keyword, "keyword storage constant.language support.keyword"),
    (Class::Operator, "keyword.operator"),
    (Class::Like, "storage.type.numeric"),
    (Class::Number, "constant.numeric constant.character constant.other"),
    (Class::String, "string markup.raw.inline"),
    (Class::Tag, "entity.name.tag entity.other.attribute-name meta.attribute-with-value.id"),
    (Class::Type, "entity.name.type entity.name.class entity.name.struct entity.name.enum entity.name.trait"),
    (Class::Type, "entity.name.interface entity.name.namespace entity.other.inherited-class support.type"),
    (Class::Type, "support.class storage.type.class.name entity.name.label"),
    (Class::Variable, "variable.parameter variable.other.readwrite variable.language variable.other.member"),
    (Class::Plain, "meta.interpolation source text meta.string-interpolation"),
];

impl Class {
    /// The class in HTML; none where the text stands as it is.
    fn name(self, text: &str) -> Option<&'static str> {
        Some(match self {
            Class::Comment => "c",
            Class::Deleted => "d",
            Class::Function => "f",
            Class::Heading => "h",
            Class::Inserted => "i",
            Class::Keyword => "k",
            Class::Number => "n",
            Class::Operator if text.starts_with(char::is_alphabetic) => "k",
            Class::Like | Class::Operator | Class::Plain => return None,
            Class::String => "s",
            Class::Tag => "a",
            Class::Type => "t",
            Class::Variable => "v",
        })
    }

    fn of(scope: Scope) -> Class {
        RULES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map_or(Class::Like, |(_, class)| *class)
    }
}

thread_local! {
    /// One memory a thread: what the regular expressions keep of a match cannot be shared between threads.
    /// It changes how long reading takes and nothing else.
    static MEMORY: RefCell<LineMemory> = RefCell::default();
}

/// Writes code, in colours where its language is known.
pub(super) fn write(out: &mut String, language: &str, code: &str) {
    let start = out.len();
    let highlighted = grammar(language, code)
        .and_then(|grammar| MEMORY.with_borrow_mut(|memory| paint(out, memory, grammar, code)));
    if highlighted.is_none() {
        out.truncate(start);
        escape::text(out, code);
    }
}

/// `None` where the grammar gives up; what is written by then is of no use.
fn paint(out: &mut String, memory: &mut LineMemory, grammar: &SyntaxReference, code: &str) -> Option<()> {
    let mut painter = Painter { out, open: None };
    let mut standing = memory.standing(State::new(grammar));
    for line in code.split_inclusive('\n') {
        let read = memory.line(&mut standing, line)?;
        let mut done = 0;
        for run in &read.runs {
            let end = run.end as usize;
            painter.text(line.get(done..end)?, run.class);
            done = end;
        }
    }
    painter.turn(None);
    Some(())
}

fn grammar(language: &str, code: &str) -> Option<&'static SyntaxReference> {
    let name = languages::grammar(language)?;
    let long = code.len() > LARGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE);
    if long { None } else { GRAMMARS.find_syntax_by_name(name) }
}

/// Whether there is a grammar with this name.
#[cfg(test)]
pub(super) fn knows(grammar: &str) -> bool {
    GRAMMARS.find_syntax_by_name(grammar).is_some()
}

/// A stretch of a line in one class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    /// Where it ends, in bytes of its line.
    pub(super) end: u32,
    /// Its class in HTML.
    pub(super) class: Option<&'static str>,
}

/// How a grammar stands between two lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct State {
    parser: ParseState,
    /// The class of each scope that is open.
    scopes: Vec<Class>,
    cleared: Vec<Vec<Class>>,
}

impl State {
    fn new(grammar: &SyntaxReference) -> State {
        State { parser: ParseState::new(grammar), scopes: Vec::new(), cleared: Vec::new() }
    }

    /// Reads the next line; `None` where the grammar gives up.
    pub(super) fn read(&mut self, line: &str) -> Option<Vec<Run>> {
        let mut runs = Vec::new();
        let mut done = 0;
        for (at, op) in self.parser.parse_line(line, &GRAMMARS).ok()? {
            if at > done {
                runs.push(self.run(line.get(done..at)?, at));
                done = at;
            }
            self.apply(&op);
        }
        if done < line.len() {
            runs.push(self.run(line.get(done..)?, line.len()));
        }
        Some(runs)
    }

    fn run(&self, text: &str, end: usize) -> Run {
        let class = self.scopes.iter().rev().find(|class| **class != Class::Like);
        // Lines are short: `grammar` has seen to that.
        Run { end: u32::try_from(end).unwrap_or(u32::MAX), class: class.and_then(|class| class.name(text)) }
    }

    fn apply(&mut self, op: &ScopeStackOp) {
        match op {
            ScopeStackOp::Push(scope) => self.scopes.push(Class::of(*scope)),
            ScopeStackOp::Pop(count) => self.scopes.truncate(self.scopes.len().saturating_sub(*count)),
            ScopeStackOp::Clear(amount) => {
                let kept = match amount {
                    ClearAmount::TopN(count) => self.scopes.len().saturating_sub(*count),
                    ClearAmount::All => 0,
                };
                self.cleared.push(self.scopes.split_off(kept));
            }
            ScopeStackOp::Restore => self.scopes.extend(self.cleared.pop().unwrap_or_default()),
            ScopeStackOp::Noop => {}
        }
    }
}

struct Painter<'o> {
    out: &'o mut String,
    /// The class of the span that is open in the output.
    open: Option<&'static str>,
}

impl Painter<'_> {
    fn text(&mut self, text: &str, class: Option<&'static str>) {
        // Blanks look alike in every class: they stay in a span only where it goes on behind them.
        if !text.bytes().all(|b| b.is_ascii_whitespace()) {
            self.turn(class);
        }
        escape::text(self.out, text);
    }

    /// Ends the open span and begins the next, unless they are alike.
    fn turn(&mut self, class: Option<&'static str>) {
        if self.open == class {
            return;
        }
        if self.open.is_some() {
            let end = self.out.trim_end().len();
            self.out.insert_str(end, "</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.open = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(language: &str, code: &str) -> String {
        let mut out = String::new();
        write(&mut out, language, code);
        out
    }

    #[test]
    fn code_gets_short_classes() {
        assert_eq!(
            html("rust", "fn main() { // x\n}\n"),
            "<span class=\"k\">fn</span> <span class=\"f\">main</span>() { <span class=\"c\">// x</span>\n}\n"
        );
        assert_eq!(
            html("json", "{\"a\": 1}"),
            "{<span class=\"s\">\"a\"</span>: <span class=\"n\">1</span>}"
        );
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let code = "a: |\n  b: 1\nb: 1\nc: \"\n  b: 1\n\"\nb: 1\n";
        let first = html("yaml", code);
        assert_eq!(html("yaml", code), first);
        // The same line, once within a text and once as an entry.
        assert_ne!(
            html("yaml", "b: 1\n"),
            html("yaml", "a: |\n  b: 1\n").split_once('\n').expect("lines").1.trim_start()
        );
    }

    #[test]
    fn what_is_too_long_or_unknown_stays_plain() {
        assert_eq!(html("", "fn <main>"), "fn &lt;main&gt;");
        assert_eq!(html("klingon", "fn"), "fn");
        let long = format!("let x = {};", "1".repeat(LONGEST_LINE));
        assert_eq!(html("rust", &long), long);
        let large = "let x = 1;\n".repeat(LARGEST_BLOCK / 10);
        assert_eq!(html("rust", &large), large);
    }
}
