//! The fields of a question -> what it asks, and what makes no sense in it.

use std::collections::HashSet;

use super::question::{Asks, HowMany, MatchPair, QuizAnswer, QuizQuestion};
use crate::blocks::faults::Faults;
use crate::model::{Decimal, FieldValue, Fields};
use crate::path::heading_slug;
use crate::source::{Span, slice};

/// The forms that a question may have, by the key that gives each.
const FORMS: [&str; 7] = ["answers", "order", "match", "number", "text", "model", "steps"];
/// Keys that belong to one form alone.
const BELONGING: [(&str, &str); 4] =
    [("several", "answers"), ("keep_order", "answers"), ("within", "number"), ("unit", "number")];
/// An id that is made of words is cut here.
const LONGEST_ID: usize = 60;

impl<'f> QuizQuestion<'f> {
    pub(super) fn read(fields: &'f Fields, faults: &mut Faults) -> QuizQuestion<'f> {
        let text = |name: &str| fields.text(name).unwrap_or_default();
        let (case, ask) = (text("case"), text("ask"));
        let form = form(fields, faults);
        if ask.is_empty() && form != Some("steps") {
            let hint = "say it under `ask`";
            faults.report(place_of(fields), "a question asks nothing", hint);
        }
        if form == Some("steps") && case.is_empty() {
            let hint = "say under `case` what happened, before the steps ask";
            faults.report(place_of(fields), "steps without a case", hint);
        }
        let words = if ask.is_empty() { case } else { ask };
        let made = || slice(&heading_slug(words), ..LONGEST_ID).trim_end_matches('-').to_owned();
        QuizQuestion {
            id: fields.text("id").filter(|id| !id.is_empty()).map_or_else(made, str::to_owned),
            case,
            ask,
            asks: form.map_or(Asks::Nothing, |form| asks(form, fields, faults)),
            hint: text("hint"),
            why: text("why"),
            rests_on: fields.named("rests_on"),
        }
    }
}

/// The form of a question: the one of its keys that gives one.
fn form(fields: &Fields, faults: &mut Faults) -> Option<&'static str> {
    let mut given = FORMS.into_iter().filter(|form| fields.get(form).is_some());
    let Some(form) = given.next() else {
        let hint = "give it `answers`, an `order`, a `match`, a `number`, a `text`, a `model` answer, or a `case` with `steps`";
        faults.report(place_of(fields), "a question says no answer", hint);
        return None;
    };
    if let Some(other) = given.next() {
        let message = format!("a question has `{form}` and `{other}`, and is of one form");
        faults.report(fields.place(other), message, "make two questions of it");
    }
    for (key, belongs_to) in BELONGING.into_iter().filter(|(_, belongs_to)| *belongs_to != form) {
        if fields.get(key).is_some() {
            let message = format!("`{key}` says something of `{belongs_to}`, and this question has `{form}`");
            faults.report(fields.place(key), message, "take it away");
        }
    }
    Some(form)
}

fn asks<'f>(form: &str, fields: &'f Fields, faults: &mut Faults) -> Asks<'f> {
    match form {
        "answers" => choice(fields, faults),
        "order" => {
            let things = fields.named("order");
            let names = things.iter().map(|thing| (&*thing.name, Some(thing.span)));
            at_least_two(names, fields.place("order"), "put in order", faults);
            Asks::Order(things)
        }
        "match" => pairs(fields, faults),
        "number" => number(fields, faults),
        "text" => {
            let accepted = fields.named("text");
            // Signs do not count when answers are compared.
            if accepted.iter().all(|text| !text.name.contains(char::is_alphanumeric)) {
                let hint = "write the words that are right: `text: [disclosure, disclose]`";
                faults.report(fields.place("text"), "no words are right", hint);
            }
            Asks::Text(accepted)
        }
        "model" => {
            let model = fields.text("model").unwrap_or_default();
            if model.trim().is_empty() {
                faults.report(fields.place("model"), "the model answer is empty", "write a good one");
            }
            Asks::Model(model)
        }
        _ => {
            let steps = fields.items("steps");
            if steps.is_empty() {
                faults.report(fields.place("steps"), "a case has no steps", "write at least one");
            }
            let step =
                |step: &'f Fields| QuizQuestion { id: String::new(), ..QuizQuestion::read(step, faults) };
            Asks::Steps(steps.iter().map(step).collect())
        }
    }
}

fn choice<'f>(fields: &'f Fields, faults: &mut Faults) -> Asks<'f> {
    let is_set = |name: &str| matches!(fields.get(name), Some(FieldValue::Flag(true)));
    let written = fields.items("answers");
    let answer = |answer: &'f Fields| QuizAnswer {
        say: answer.text("say").unwrap_or_default(),
        is_right: matches!(answer.get("right"), Some(FieldValue::Flag(true))),
        why: answer.text("why").unwrap_or_default(),
    };
    let answers: Vec<QuizAnswer<'f>> = written.iter().map(answer).collect();
    for (answer, fields) in answers.iter().zip(written) {
        if answer.say.is_empty() {
            faults.report(
                place_of(fields),
                "an answer says nothing",
                "write `- {say: I tell them who I am}`",
            );
        }
    }
    let names = answers.iter().zip(written).map(|(answer, fields)| (answer.say, fields.place("say")));
    at_least_two(names, fields.place("answers"), "chosen from", faults);
    let right = answers.iter().filter(|answer| answer.is_right).count();
    if right == 0 && !answers.is_empty() {
        let hint = "mark it: `- {say: …, right: true}`";
        faults.report(fields.place("answers"), "no answer is right", hint);
    } else if right == answers.len() && right > 1 {
        let hint = "add one that people would really give, and that is wrong";
        faults.report(fields.place("answers"), "every answer is right", hint);
    }
    let many = if is_set("several") || right > 1 { HowMany::Several } else { HowMany::One };
    Asks::Choice { many, keeps_order: is_set("keep_order"), answers }
}

fn pairs<'f>(fields: &'f Fields, faults: &mut Faults) -> Asks<'f> {
    let written = fields.items("match");
    let pair = |pair: &'f Fields| MatchPair {
        this: pair.text("this").unwrap_or_default(),
        with: pair.text("with").unwrap_or_default(),
    };
    let pairs: Vec<MatchPair<'f>> = written.iter().map(pair).collect();
    for (pair, fields) in pairs.iter().zip(written) {
        if pair.this.is_empty() || pair.with.is_empty() {
            let hint = "write `- {this: A complaint, with: Answer within a day}`";
            faults.report(place_of(fields), "a pair lacks one of its two", hint);
        }
    }
    let names = pairs.iter().zip(written).map(|(pair, fields)| (pair.this, fields.place("this")));
    at_least_two(names, fields.place("match"), "matched", faults);
    if let [first, rest @ ..] = &*pairs
        && !rest.is_empty()
        && rest.iter().all(|pair| pair.with == first.with)
    {
        let hint = "let some belong to something else";
        faults.report(fields.place("match"), "everything belongs to the same", hint);
    }
    Asks::Match(pairs)
}

fn number<'f>(fields: &'f Fields, faults: &mut Faults) -> Asks<'f> {
    let decimal = |name: &str| match fields.get(name) {
        Some(FieldValue::Decimal(number)) => *number,
        _ => Decimal::default(),
    };
    let within = decimal("within");
    if within < Decimal::default() {
        let hint = "write how far off an answer may be: `within: 5`";
        faults.report(fields.place("within"), "nothing is less than no distance away", hint);
    }
    Asks::Number { value: decimal("number"), within, unit: fields.text("unit").unwrap_or_default() }
}

/// Reports where fewer than two things are there, or one stands twice.
fn at_least_two<'n>(
    names: impl Iterator<Item = (&'n str, Option<Span>)>,
    place: Option<Span>,
    done: &str,
    faults: &mut Faults,
) {
    let (mut seen, mut count) = (HashSet::new(), 0);
    for (name, span) in names {
        count += 1;
        if !name.is_empty() && !seen.insert(name.trim().to_lowercase()) {
            let message = format!("“{name}” stands twice");
            faults.report(span, message, "keep one of them");
        }
    }
    if count < 2 {
        faults.report(place, format!("less than two cannot be {done}"), "write at least two");
    }
}

/// Where anything of an item stands.
fn place_of(fields: &Fields) -> Option<Span> {
    let named = fields.iter().next()?;
    fields.place(&named.0.name)
}
