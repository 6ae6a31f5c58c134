//! The words of the interface: everything that pages, lists and scripts say that nobody wrote for the site, by name.
//!
//! They stand in the catalogues beside this file, in the Fluent syntax, which has a language's own rules for what depends
//! on a number. Templates read `words.NAME`, and `say(word="NAME", …)` where something is put into the sentence; scripts
//! say `WORDS.NAME`, and [`Words::in_script`] puts the words there; the program asks [`Words::say`] and [`Words::fill`].
//! Findings and the terminal speak English, and have their words where they are.

mod days;
mod script;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

pub use fluent_bundle::{FluentArgs as WordValues, FluentValue as WordValue};
pub use script::UnknownWord;

/// The catalogues in English, by what they speak of.
const ENGLISH: [&str; 14] = [
    include_str!("english/frame.ftl"),
    include_str!("english/days.ftl"),
    include_str!("english/page.ftl"),
    include_str!("english/training.ftl"),
    include_str!("english/strategy.ftl"),
    include_str!("english/books.ftl"),
    include_str!("english/history.ftl"),
    include_str!("english/redline.ftl"),
    include_str!("english/governance.ftl"),
    include_str!("english/records.ftl"),
    include_str!("english/rules.ftl"),
    include_str!("english/kinds.ftl"),
    include_str!("english/scripts.ftl"),
    include_str!("english/preview.ftl"),
];

/// The words of these catalogues, read once for the whole program.
static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::read(&ENGLISH)));

/// All words in one language.
pub struct Words {
    language: &'static str,
    by_name: BTreeMap<String, Word>,
    sentences: FluentBundle<FluentResource>,
}

/// A word or a sentence of the interface.
#[derive(Default)]
struct Word {
    /// It, where nothing is put into it.
    plain: Option<String>,
    /// The names of what is put into it.
    takes: BTreeSet<String>,
    /// It as an expression of JavaScript.
    script: String,
}

impl Words {
    /// The words in English.
    pub fn english() -> &'static Arc<Words> {
        &WORDS
    }

    /// Reads catalogues in English, which a test holds to be whole.
    #[expect(clippy::expect_used, reason = "the catalogues are part of the program")]
    fn read(catalogues: &[&str]) -> Words {
        let language = "en";
        let mut sentences =
            FluentBundle::new_concurrent(vec![language.parse().expect("`en` names a language")]);
        // What is put in is not set apart by invisible signs: sentences are compared, searched and put into attributes.
        sentences.set_use_isolating(false);
        let mut by_name = BTreeMap::new();
        for text in catalogues {
            let resource = FluentResource::try_new((*text).to_owned()).expect("a catalogue can be read");
            for entry in resource.entries() {
                let Entry::Message(message) = entry else { continue };
                if let Some(pattern) = &message.value {
                    by_name.insert(message.id.name.to_owned(), Word::new(language, pattern));
                }
            }
            sentences.add_resource(resource).expect("no name stands twice");
        }
        Words { language, by_name, sentences }
    }

    /// What stands under a name, where nothing is put into it. A name that is not there stands for itself: a test holds
    /// that each is.
    pub fn say<'w>(&'w self, name: &'w str) -> &'w str {
        self.find(name).unwrap_or(name)
    }

    /// What stands under a name that may be in no catalogue: the label of a kind that a site has declared.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.by_name.get(name)?.plain.as_deref()
    }

    /// A sentence with these values put in by their names.
    pub fn fill<const N: usize>(&self, name: &str, values: [(&'static str, WordValue<'_>); N]) -> String {
        self.filled(name, &values.into_iter().collect())
    }

    /// [`Words::fill`] for values whose names come from a template.
    pub fn filled(&self, name: &str, values: &WordValues<'_>) -> String {
        let message = self.sentences.get_message(name);
        let Some(pattern) = message.as_ref().and_then(fluent_bundle::FluentMessage::value) else {
            return name.to_owned();
        };
        // A value that was not given shows as its name, which the same test excludes.
        self.sentences.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned()
    }

    /// A script with the words in the place of their names, and the names under which there are none.
    pub fn in_script(&self, script: &str) -> (String, Vec<UnknownWord>) {
        script::with_words(script, |name| Some(self.by_name.get(name)?.script.as_str()))
    }

    /// The names of what is put into a sentence, none for a plain word; `None` where there is nothing of that name.
    pub fn takes(&self, name: &str) -> Option<&BTreeSet<String>> {
        Some(&self.by_name.get(name)?.takes)
    }

    /// The names of all.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// All into which nothing is put, by their names.
    pub fn plain(&self) -> BTreeMap<&str, &str> {
        self.by_name.iter().filter_map(|(name, word)| Some((name.as_str(), word.plain.as_deref()?))).collect()
    }
}

impl Word {
    fn new(language: &str, pattern: &Pattern<&str>) -> Word {
        let mut word = Word { script: script::expression(language, pattern), ..Word::default() };
        word.gather(pattern);
        if word.takes.is_empty() {
            word.plain = Some(pattern.elements.iter().filter_map(text).collect());
        }
        word
    }

    fn gather(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let inline = match expression {
                Expression::Inline(inline) => inline,
                Expression::Select { selector, variants } => {
                    for variant in variants {
                        self.gather(&variant.value);
                    }
                    selector
                }
            };
            if let InlineExpression::VariableReference { id } = inline {
                self.takes.insert(id.name.to_owned());
            }
        }
    }
}

/// Text of a pattern that stands there as it is.
fn text<'p>(element: &PatternElement<&'p str>) -> Option<&'p str> {
    match element {
        PatternElement::TextElement { value }
        | PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::StringLiteral { value }),
        } => Some(value),
        PatternElement::Placeable { .. } => None,
    }
}

impl Words {
    /// Names one after another, as the language joins them: "A, B and C".
    pub fn listed<S: AsRef<str>>(&self, names: &[S]) -> String {
        let [first @ .., last] = names else { return String::new() };
        let mut joined: Option<String> = None;
        for name in first {
            joined = Some(match joined {
                None => name.as_ref().to_owned(),
                Some(before) => {
                    self.fill("list_middle", [("first", before.into()), ("next", name.as_ref().into())])
                }
            });
        }
        match joined {
            None => last.as_ref().to_owned(),
            Some(before) => self.fill("list_end", [("first", before.into()), ("last", last.as_ref().into())]),
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.language == other.language
    }
}

impl Eq for Words {}

/// A count as what a sentence takes.
pub fn count(number: usize) -> WordValue<'static> {
    WordValue::from(number)
}
