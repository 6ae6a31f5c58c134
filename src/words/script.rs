//! Words in scripts: a script names them `WORDS.copied`, and each name is replaced before the script is published. A
//! sentence into which something is put becomes a function of it: `WORDS.pages({ count })`.

use std::fmt::Write as _;
use std::ops::Range;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// What stands before the name of a word in a script.
const MARK: &str = "WORDS.";

/// A name in a script under which there is no word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownWord {
    /// As it is written.
    pub name: String,
    /// Where, in bytes of the script.
    pub range: Range<usize>,
}

/// A script with the expressions of words in the place of their names, and the names that have none.
pub(super) fn with_words<'w>(
    script: &str,
    expression: impl Fn(&str) -> Option<&'w str>,
) -> (String, Vec<UnknownWord>) {
    let mut unknown = Vec::new();
    let mut done = String::with_capacity(script.len() + script.len() / 8);
    let (mut rest, mut at) = (script, 0);
    while let Some((before, after)) = rest.split_once(MARK) {
        done.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, onward) = after.split_at(end);
        let start = at + before.len();
        if let Some(expression) = expression(name) {
            done.push_str(expression);
        } else {
            let range = start..start + MARK.len() + end;
            unknown.push(UnknownWord { name: name.to_owned(), range });
            let _ = write!(done, "{MARK}{name}");
        }
        at = start + MARK.len() + end;
        rest = onward;
    }
    done.push_str(rest);
    (done, unknown)
}

/// A pattern as an expression of JavaScript: a text, or a function of the values that are put in.
pub(super) fn expression(language: &str, pattern: &Pattern<&str>) -> String {
    let mut body = String::new();
    let is_plain = template(language, pattern, &mut body);
    if is_plain { format!("`{body}`") } else { format!("((v) => `{body}`)") }
}

/// Writes a pattern as what stands between the backticks of a template literal. Answers whether nothing is put into it.
fn template(language: &str, pattern: &Pattern<&str>, out: &mut String) -> bool {
    let mut is_plain = true;
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value: text }
            | PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value: text }),
            } => {
                literal(text, out);
                continue;
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                let _ = write!(out, "${{{}}}", value(inline));
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                select(language, &value(selector), variants, out);
            }
        }
        is_plain = false;
    }
    is_plain
}

/// Writes what depends on a number, by the rules of the language for it.
fn select(language: &str, number: &str, variants: &[Variant<&str>], out: &mut String) {
    out.push_str("${{");
    let mut usual = String::new();
    for variant in variants {
        let mut said = String::new();
        template(language, &variant.value, &mut said);
        match variant.key {
            _ if variant.default => usual = said,
            VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key } => {
                let _ = write!(out, "\"{key}\": `{said}`, ");
            }
        }
    }
    let _ = write!(out, "}}[new Intl.PluralRules(\"{language}\").select({number})] ?? `{usual}`}}");
}

/// What is put in, as a property of the function's only parameter. The catalogues put in nothing but variables, to which a
/// test holds them.
fn value(inline: &InlineExpression<&str>) -> String {
    match inline {
        InlineExpression::VariableReference { id } => format!("v.{}", id.name),
        InlineExpression::NumberLiteral { value } => (*value).to_owned(),
        _ => "\"\"".to_owned(),
    }
}

/// Text as it stands in a template literal.
fn literal(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '`' | '\\' | '$' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn nothing_but_variables_is_put_in() {
        let words = Words::english();
        for name in words.names() {
            let (script, _) = words.in_script(&format!("WORDS.{name}"));
            assert!(!script.contains("\"\""), "{name}: {script}");
        }
    }

    #[test]
    fn names_become_words_and_functions() {
        let words = Words::english();
        let script = "say(WORDS.copied); say(WORDS.pages({ count: length })); WORDS.nothing_like_it";
        let (done, unknown) = words.in_script(script);
        assert_eq!(
            done,
            "say(`Copied`); say(((v) => `${{\"one\": `${v.count} page`, }[new Intl.PluralRules(\"en\").select(v.count)] ?? `${v.count} pages`}`)({ count: length })); WORDS.nothing_like_it"
        );
        assert_eq!(unknown, [UnknownWord { name: "nothing_like_it".to_owned(), range: 56..77 }]);
    }
}
