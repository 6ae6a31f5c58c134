//! What is shown to whoever approves a text: all that is otherwise than in the text in force, and of keys both values.

use std::collections::BTreeSet;

use crate::cli::diff::compared;
use crate::cli::governed_site::{GovernedSite, titled};
use crate::cli::outcome::Failure;
use crate::cli::printing::many;
use crate::governance::Subject;
use crate::model::{Embedded, ExactText, FileRelation};
use crate::source::slice;

/// What is approved: what changed since the text that was in force last, or the text itself where there was none.
pub(in crate::cli) fn shown(
    governed: &GovernedSite,
    number: usize,
    text: &ExactText,
) -> Result<String, Failure> {
    let governance = governed.governance()?;
    let subject = &governance.subjects[number];
    let words = governed.text(text.text)?;
    let head = format!("{} in {}", titled(subject), subject.file);
    let Some(issue) = governance.in_force[number].issues.last() else {
        return Ok(format!(
            "{head}: nothing of it was approved before\n\n{}",
            in_short(&words, text, &keys_of(governed, subject, text)?)
        ));
    };
    let state = subject.states.get(issue.state);
    let state = state.ok_or_else(|| {
        Failure::new(format!("nothing is known of the text of {}", issue.name(&governance.words)))
    })?;
    let before = &state.exact;
    let stood = subject.id.as_ref().and_then(|id| governance.fold.stood_at(id, issue.state));
    let then = match (stood, &state.facts) {
        (Some(stood), Some(facts)) => governed.keys(before, (stood, facts))?.unwrap_or_default(),
        _ => String::new(),
    };
    let compared = compared(&governed.text(before.text)?, &words, &governed.site.config);
    let name = issue.name(&governance.words);
    let mut parts = vec![format!("{head}, against {name}, in force since {}", issue.since.in_english())];
    parts.push(if compared.is_empty {
        format!("The words are those of {name}.")
    } else {
        format!("{}\n\n{}", compared.summary, compared.redline)
    });
    if state.file != subject.file {
        let (from, to) = (&state.file, &subject.file);
        parts.push(format!("Moved: {from} -> {to}; what it links is looked for from there"));
    }
    let keys = keys_of(governed, subject, text)?;
    if issue.number.is_none() {
        // Nobody has approved these for good so far, whether they changed or not.
        parts.extend(whole_keys(text, &keys));
    } else {
        let what = keys_named(text).or(keys_named(before));
        parts.extend(what.and_then(|what| other_keys(&then, &keys, what)));
    }
    parts.extend(other_files(before, text));
    Ok(parts.join("\n"))
}

/// The keys of the settings that are approved with the newest text, as they are committed.
fn keys_of(governed: &GovernedSite, subject: &Subject, text: &ExactText) -> Result<String, Failure> {
    let keys = governed.keys(text, (governed.versions.head(), &subject.working))?;
    Ok(keys.unwrap_or_default())
}

/// What the keys are called that are approved with a text.
fn keys_named(text: &ExactText) -> Option<&'static str> {
    text.files().iter().find_map(|file| match file.reference {
        FileRelation::Settings => Some("the controlled keys of site.toml"),
        FileRelation::Keys => Some("the keys of site.toml that it speaks for"),
        _ => None,
    })
}

/// All keys that are approved with a text, a line each.
fn whole_keys(text: &ExactText, keys: &str) -> Option<String> {
    let lines = keys.lines().map(|key| format!("  {key}"));
    let head = format!("Together with {}:", keys_named(text)?);
    Some(std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n"))
}

fn is_of_keys(text: &ExactText, file: &Embedded) -> bool {
    matches!(text.reference_of(file), Some(FileRelation::Settings | FileRelation::Keys))
}

/// The keys that are otherwise than they were, a line each, what was before what is.
fn other_keys(then: &str, now: &str, what: &str) -> Option<String> {
    let (then, now): (BTreeSet<&str>, BTreeSet<&str>) = (then.lines().collect(), now.lines().collect());
    let mut lines: Vec<(&str, char, &str)> = Vec::new();
    for (sign, some, others) in [('-', &then, &now), ('+', &now, &then)] {
        // Sorted by key, and `-` before `+`.
        let key = |line: &str| line.find(" = ").unwrap_or(line.len());
        lines.extend(some.difference(others).map(|line| (slice(line, ..key(line)), sign, *line)));
    }
    lines.sort_by_key(|(key, sign, line)| (*key, *sign != '-', *line));
    let shown = lines.iter().map(|(_, sign, line)| format!("  {sign} {line}"));
    let shown: Vec<String> = std::iter::once(format!("Other values of {what}:")).chain(shown).collect();
    (!lines.is_empty()).then(|| shown.join("\n"))
}

/// The files that a text shows and that are not what they were.
fn other_files(before: &ExactText, after: &ExactText) -> Vec<String> {
    let files = |text: &ExactText| -> Vec<Embedded> {
        text.approved_with().iter().filter(|file| !is_of_keys(text, file)).cloned().collect()
    };
    let (old, new) = (files(before), files(after));
    let other = |file: &&Embedded| !old.contains(file);
    let difference = |file: &Embedded| match old.iter().find(|known| known.file == file.file) {
        Some(known) => format!("Another {}: {} -> {}", file.file, known.id.short(), file.id.short()),
        None => format!("New: {} ({})", file.file, file.id.short()),
    };
    let gone = old.iter().filter(|file| !new.iter().any(|there| there.file == file.file));
    let gone = gone.map(|file| match before.reference_of(file) {
        Some(FileRelation::Framed) => format!("No longer spoken for: {}", file.file),
        _ => format!("No longer shown: {}", file.file),
    });
    new.iter().filter(other).map(difference).chain(gone).collect()
}

/// What a text does with a file.
fn verb(text: &ExactText, file: &Embedded) -> &'static str {
    match text.reference_of(file) {
        Some(FileRelation::Framed) => "Speaks for",
        Some(FileRelation::Signers | FileRelation::RolePage) => "With",
        _ => "Shows",
    }
}

/// A text of which no more than this many lines is shown as a whole.
const LINES: usize = 40;

/// The beginning of a text, and how much more there is.
fn in_short(words: &str, text: &ExactText, keys: &str) -> String {
    let count = words.lines().count();
    let mut lines: Vec<String> =
        words.lines().take(LINES).map(|line| format!("  {line}").trim_end().to_owned()).collect();
    if count > LINES {
        let rest = many(count - LINES, "more line");
        lines.push(format!("  … {rest}: `git show {}`", text.text.short()));
    }
    lines.extend(whole_keys(text, keys));
    let files = text.approved_with().iter().filter(|file| !is_of_keys(text, file));
    lines.extend(files.map(|file| format!("{} {} ({})", verb(text, file), file.file, file.id.short())));
    lines.join("\n")
}
