//! Code in colours, as HTML.

mod grammars;
mod languages;
mod line_memory;

pub use languages::all as languages;
pub(in crate::markdown) use languages::grammar as grammar_named;

use std::cell::RefCell;

use syntect::parsing::SyntaxReference;

use crate::markdown::html::escape;
use grammars::State;
use line_memory::LineMemory;

/// A line longer than this is data, not code; grammars take time beyond all measure on it.
const LONGEST_LINE: usize = 1_000;
/// A block larger than this is shown plain.
const LARGEST_BLOCK: usize = 64 * 1024;

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
    if long { None } else { grammars::named(name) }
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
