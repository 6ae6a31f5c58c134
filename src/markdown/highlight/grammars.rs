//! How the grammar of a language reads code: syntect goes over it line by line, and its hundreds of scopes become a dozen
//! short classes that a theme can dress in light and dark.

use std::sync::LazyLock;

use syntect::parsing::{ClearAmount, ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

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

/// The grammar with this name.
pub(super) fn named(name: &str) -> Option<&'static SyntaxReference> {
    GRAMMARS.find_syntax_by_name(name)
}

/// A stretch of a line in one class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct CodeRun {
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
    /// Before the first line.
    pub(in crate::markdown) fn new(grammar: &SyntaxReference) -> State {
        State { parser: ParseState::new(grammar), scopes: Vec::new(), cleared: Vec::new() }
    }

    /// Reads the next line; `None` where the grammar gives up.
    pub(in crate::markdown) fn read(&mut self, line: &str) -> Option<Vec<CodeRun>> {
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

    fn run(&self, text: &str, end: usize) -> CodeRun {
        let class = self.scopes.iter().rev().find(|class| **class != Class::Like);
        // Lines are short: `highlight` has seen to that.
        CodeRun {
            end: u32::try_from(end).unwrap_or(u32::MAX),
            class: class.and_then(|class| class.name(text)),
        }
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
