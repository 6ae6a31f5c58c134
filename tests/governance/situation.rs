//! A situation of the table: read, played, compared.
//!
//! A text of the history is `WHEN AUTHOR[+CO-AUTHOR]: TEXT`, where the text is a word that stands for a page, followed
//! by what differs from the usual guideline GL-1: `pictures=a,b`, `kind=`, `id=`, `risk=`, `path=`.
//! A record is `WHEN PERSON as ROLE VERB [TEXT]`, followed by `arrives=`, `effective=`, `until=`, `page=`,
//! `pictures=`, `by=` (who committed it), `signed=yes`, `provisional=true`, and what belongs to the text. Records are
//! r1, r2 and so on. Texts are committed at 08:00 UTC and records at noon unless a time is given.

use guidepost::date::{Day, Moment, Zone};
use guidepost::model::{Basis, Standing};
use guidepost::yaml::{Node, Value};

use crate::scene::{Committed, Filed, Judged, Scene, text_id};

pub(crate) struct Situation {
    name: String,
    scene: Scene,
    expect: Vec<(String, String)>,
}

/// The usual rule of C-1.
const RULE: &str = "{approved_by: {roles: [lead, legal]}}";

impl Situation {
    pub(crate) fn read(file: &str, node: &Node) -> Situation {
        let text = |key: &str| get(node, key).map(|node| node.written.clone());
        let lines = |key: &str| get(node, key).map_or_else(Vec::new, list);
        let page: Vec<Committed> = lines("history").iter().map(|line| committed(line)).collect();
        let mut models = lines("models");
        if models.is_empty() {
            models.push(format!("2024-12-01 {}", text("rule").unwrap_or_else(|| RULE.to_owned())));
        }
        let mut records: Vec<Filed> = Vec::new();
        for line in lines("records") {
            records.push(filed(&line, &format!("r{}", records.len() + 1)));
        }
        let models: Vec<Committed> = models
            .iter()
            .map(|line| {
                model(
                    line,
                    &text("extra").unwrap_or_default(),
                    &text("severity").unwrap_or_else(|| "warning".to_owned()),
                )
            })
            .collect();
        let adopted = lines("adopted");
        let adopted = if adopted.is_empty() { vec!["2025-01-01".to_owned()] } else { adopted };
        for (nth, (model, when)) in models.iter().zip(adopted).enumerate() {
            records.push(adoption(model, &when, nth));
        }
        let today = text("today").expect("today").parse().expect("a day");
        let zone = text("zone").map_or_else(Zone::utc, |name| Zone::named(&name).expect("a zone"));
        let uncommitted = text("uncommitted").map(|word| page_text(&word, &[]));
        let scene = Scene {
            page,
            uncommitted,
            models,
            records,
            today,
            zone,
            profiles: Vec::new(),
            edition: text("edition").map(|state| state.parse().expect("a number")),
        };
        let Some(Value::Map(expect)) = get(node, "expect").map(|node| &node.value) else {
            panic!("no expectation")
        };
        let expect = expect.iter().map(|entry| (entry.key.clone(), entry.node.written.clone())).collect();
        Situation { name: format!("{file}: {}", text("name").expect("a name")), scene, expect }
    }

    /// In what it is judged otherwise than expected.
    pub(crate) fn difference(&self) -> Option<String> {
        let judged = self.scene.judge();
        let wrong = self.expect.iter().find_map(|(key, expected)| {
            let is = self.outcome(&judged, key);
            (is != *expected).then(|| format!("{key} is `{is}`, not `{expected}`"))
        });
        wrong.map(|wrong| format!("{}: {wrong}", self.name))
    }

    fn outcome(&self, judged: &Judged, key: &str) -> String {
        let issue = judged.in_force.issue();
        let waiting = judged.in_force.waiting.as_ref();
        let item = judged.checklist.items().into_iter().find(|item| &*item.control.id == "C-1");
        let day = |day: Option<Day>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
        match key {
            "in_force" => match &judged.in_force.standing {
                Standing::Uncontrolled => "uncontrolled".to_owned(),
                Standing::NothingApproved => "nothing".to_owned(),
                Standing::Withdrawn { .. } => "withdrawn".to_owned(),
                Standing::InForce(number) => self.word(judged.in_force.issues[*number].state),
            },
            "since" => day(issue.map(|issue| issue.since)),
            "issue" => issue
                .and_then(|issue| issue.number)
                .map_or_else(|| "none".to_owned(), |number| number.to_string()),
            "issues" => judged.in_force.issues.len().to_string(),
            "basis" => issue
                .map_or("none", |issue| match issue.basis {
                    Basis::Approved(_) => "approved",
                    Basis::Provisional { .. } => "provisional",
                    Basis::StoodBefore => "stood before",
                })
                .to_owned(),
            "state" => issue.map_or_else(String::new, |issue| issue.state.to_string()),
            "waits_for" => {
                waiting.map_or_else(|| "nothing waits".to_owned(), |waiting| waiting.roles.join(" "))
            }
            "comes" => day(waiting.and_then(|waiting| waiting.from)),
            "status" => item.map_or("no item", |item| item.status.words()).to_owned(),
            "reason" => item.map_or_else(String::new, |item| item.reason.clone()),
            "weight" => weight(judged),
            "due" => day(item.and_then(|item| item.due)),
            "findings" => codes(judged),
            "models" => judged.models.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            _ => panic!("{}: no outcome is called {key}", self.name),
        }
    }

    fn word(&self, state: usize) -> String {
        let text = &self.scene.page[state].text;
        text.lines().last().unwrap_or_default().to_owned()
    }
}

/// What was found beside the checklist.
fn codes(judged: &Judged) -> String {
    let codes = judged.findings.iter().map(|finding| finding.code.name());
    let codes: Vec<&str> = codes.filter(|code| !code.starts_with("control-")).collect();
    if codes.is_empty() { "none".to_owned() } else { codes.join(" ") }
}

/// How much the control's finding weighs.
fn weight(judged: &Judged) -> String {
    let finding = judged.findings.iter().find(|finding| finding.code.name().starts_with("control-"));
    finding.map_or("none", |finding| finding.severity.word()).to_owned()
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { panic!("a situation is a map") };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn list(node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().map(|item| item.written.clone()).collect(),
        _ => vec![node.written.clone()],
    }
}

/// `2026-01-10` at an hour, or `2026-01-10T23:30`; UTC.
fn moment(text: &str, hour: i64) -> Moment {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let minutes = time.map_or(hour * 60, |time| {
        let (hours, minutes) = time.split_once(':').expect("a time");
        hours.parse::<i64>().expect("hours") * 60 + minutes.parse::<i64>().expect("minutes")
    });
    let midnight = midnight(day);
    Moment { seconds: midnight + minutes * 60, offset: 0 }
}

/// The first second of a day in UTC, found by halves.
fn midnight(day: &str) -> i64 {
    let day: Day = day.parse().expect("a day");
    let (mut low, mut high) = (0_i64, 100_000_i64);
    while low < high {
        let middle = low.midpoint(high);
        let at = Day::at(middle * 86_400, &Zone::utc()).expect("a day");
        (low, high) = if at < day { (middle + 1, high) } else { (low, middle) };
    }
    low * 86_400
}

fn options<'a>(words: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    words
        .iter()
        .map(|word| word.split_once('=').unwrap_or_else(|| panic!("`{word}` is no KEY=VALUE")))
        .collect()
}

fn option<'a>(options: &[(&'a str, &'a str)], key: &str) -> Option<&'a str> {
    options.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

/// The text of a page for which a word stands.
fn page_text(word: &str, options: &[(&str, &str)]) -> String {
    let or = |key: &str, usual: &'static str| option(options, key).unwrap_or(usual).to_owned();
    let risk = option(options, "risk").map_or_else(String::new, |risk| format!("risk: {risk}\n"));
    let (kind, id) = (or("kind", "guideline"), or("id", "GL-1"));
    format!("---\nkind: {kind}\nid: {id}\nowner: lead\n{risk}---\n{word}\n")
}

fn committed(line: &str) -> Committed {
    let (head, tail) = line.split_once(": ").unwrap_or_else(|| panic!("`{line}` has no colon"));
    let (when, who) = head.split_once(' ').expect("when and who");
    let words: Vec<&str> = tail.split_whitespace().collect();
    let options = options(&words[1..]);
    Committed {
        at: moment(when, 8),
        authors: who.split('+').map(str::to_owned).collect(),
        path: option(&options, "path").unwrap_or("guidelines/one.md").to_owned(),
        text: page_text(words[0], &options),
        pictures: option(&options, "pictures")
            .map_or_else(Vec::new, |names| names.split(',').map(str::to_owned).collect()),
    }
}

/// `WHEN [adopts=ROLE] [for=CHOICE] RULE`: the rule of C-1. C-0 asks that role's approval of models, or the sponsor's.
fn model(line: &str, extra: &str, severity: &str) -> Committed {
    let (when, rest) = line.split_once(' ').expect("when and what");
    let (adopts, rest) = match rest.strip_prefix("adopts=") {
        Some(rest) => rest.split_once(' ').expect("a role"),
        None => ("sponsor", rest),
    };
    let (chosen, rule) = match rest.strip_prefix("for=") {
        Some(rest) => {
            rest.split_once("} ").map(|(chosen, rule)| (format!("{chosen}}}"), rule)).expect("a choice")
        }
        None => ("{kind: guideline}".to_owned(), rest),
    };
    let text = format!(
        "---\nkind: governance-model\nid: GM-1\nroles: [lead, legal]\n{extra}\ncontrols:\n  - {{id: C-0, statement: Models are adopted., for: {{kind: governance-model}}, require: {{approved_by: {{roles: [{adopts}]}}}}, accountable: sponsor}}\n  - {{id: C-1, statement: So it is., for: {chosen}, require: {rule}, accountable: lead, severity: {severity}}}\n---\nModel.\n"
    );
    Committed {
        at: moment(when, 8),
        authors: vec!["ceo".to_owned()],
        path: "model.md".to_owned(),
        text,
        pictures: Vec::new(),
    }
}

fn adoption(model: &Committed, when: &str, nth: usize) -> Filed {
    let (when, by) = when.split_once(" by ").unwrap_or((when, "ceo as sponsor"));
    let (person, role) = by.split_once(" as ").expect("who and role");
    let day = &when[..10];
    let text = format!(
        "record: approval\npage: GM-1\ntext: {}\nrole: {role}\nperson: {person}\ndate: {day}\n",
        text_id(&model.text)
    );
    Filed {
        id: format!("m{nth}"),
        text,
        arrives: Some(moment(when, 12)),
        committer: person.to_owned(),
        signed: true,
    }
}

fn filed(line: &str, id: &str) -> Filed {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [when, person, "as", role, verb, ..] = words[..] else { panic!("`{line}` is no record") };
    let object = words.get(5).filter(|word| !word.contains('=')).copied();
    let options = options(&words[5 + usize::from(object.is_some())..]);
    let object = object.unwrap_or_default();
    let page = option(&options, "page").or(option(&options, "id")).unwrap_or("GL-1");
    let about = format!("page: {page}\n");
    let exact = || format!("{about}text: {}\n{}", text_id(&page_text(object, &options)), embedded(&options));
    let deed = match verb {
        "approves" => format!("record: approval\n{}", exact()),
        "reviews" => format!("record: review\n{}", exact()),
        "attests" => format!("record: attestation\n{about}control: {object}\n"),
        "waives" => format!("record: waiver\n{about}control: {object}\nreason: Because.\n"),
        "withdraws" => format!("record: withdrawal\n{about}reason: Old.\n"),
        "revokes" => format!("record: revocation\nrevokes: {object}\nreason: A mistake.\n"),
        _ => panic!("`{verb}` is no deed"),
    };
    let more = |key: &str, name: &str| {
        option(&options, key).map_or_else(String::new, |value| format!("{name}: {value}\n"))
    };
    let day = &when[..10];
    let more = [more("effective", "effective"), more("until", "expires"), more("provisional", "provisional")]
        .concat();
    Filed {
        id: id.to_owned(),
        text: format!("{deed}role: {role}\nperson: {person}\ndate: {day}\n{more}"),
        arrives: match option(&options, "arrives") {
            Some("never") => None,
            other => Some(moment(other.unwrap_or(when), 12)),
        },
        committer: option(&options, "by").unwrap_or(person).to_owned(),
        signed: option(&options, "signed").is_some(),
    }
}

fn embedded(options: &[(&str, &str)]) -> String {
    let Some(names) = option(options, "pictures") else { return String::new() };
    let one = |name: &str| format!("{{file: images/p.png, id: {}}}", text_id(name));
    format!("embedded: [{}]\n", names.split(',').map(one).collect::<Vec<_>>().join(", "))
}
