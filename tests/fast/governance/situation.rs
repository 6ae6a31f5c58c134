//! A situation of the table: read, played, compared.
//!
//! A text of the history is `WHEN AUTHOR[+CO-AUTHOR]: TEXT`, where the text is a word that stands for a page, followed
//! by what differs from the usual guideline GL-1: `pictures=a,b`, `kind=`, `id=`, `risk=`, `path=`.
//! A record is `WHEN PERSON as ROLE VERB [TEXT]`, followed by `arrives=`, `effective=`, `until=`, `page=`,
//! `by=` (who committed it), `signed=yes`, `provisional=true`, `files=none` (it does not name the pictures), and what
//! belongs to the text. Records are r1, r2 and so on. Texts are committed at 08:00 UTC and records at noon unless a time
//! is given. Each record names the text in force that stands before it. What is committed after the last day is not there
//! yet.

use guidepost::config::Edition;
use guidepost::date::{Day, Moment, Zone};
use guidepost::model::{InForceReason, Item, Standing};
use guidepost::yaml::{Value, YamlNode};

use crate::governance::scene::{Committed, Filed, Judged, MODEL, Scene, files_of_model, in_content, text_id};

pub(crate) struct Situation {
    name: String,
    scene: Scene,
    expect: Vec<(String, String)>,
}

/// Where the page usually is.
pub(crate) const PATH: &str = "guidelines/one.md";
/// The usual rule of C-1.
const RULE: &str = "{approved_by: {roles: [lead, legal]}}";

impl Situation {
    pub(crate) fn read(file: &str, node: &YamlNode) -> Situation {
        let Some(Value::Map(expect)) = get(node, "expect").map(|node| &node.value) else {
            panic!("no expectation")
        };
        let expect =
            expect.iter().map(|entry| (entry.key.clone(), entry.node.written().to_owned())).collect();
        let name = get(node, "name").expect("a name").written().to_owned();
        Situation { name: format!("{file}: {name}"), scene: scene(node), expect }
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
        let is_it = |item: &&Item| &*item.control.id == "C-1" && item.subject == judged.subject;
        let item = judged.checklist.items().into_iter().find(is_it);
        let day = |day: Option<Day>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
        match key {
            "in_force" => match &judged.in_force.standing {
                Standing::Uncontrolled => "uncontrolled".to_owned(),
                Standing::NothingApproved => "nothing".to_owned(),
                Standing::Withdrawn { .. } => "withdrawn".to_owned(),
                Standing::InForce(number) => self.word(judged, judged.in_force.issues[*number].state),
            },
            "since" => day(issue.map(|issue| issue.since)),
            "issue" => issue
                .and_then(|issue| issue.number)
                .map_or_else(|| "none".to_owned(), |number| number.to_string()),
            "issues" => judged.in_force.issues.len().to_string(),
            "basis" => issue
                .map_or("none", |issue| match issue.basis {
                    InForceReason::Approved(_) => "approved",
                    InForceReason::Provisional { .. } => "provisional",
                    InForceReason::StoodBefore => "stood before",
                })
                .to_owned(),
            "state" => issue.map_or_else(String::new, |issue| self.number(judged, issue.state)),
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

    /// The word of a text that is or was in force.
    fn word(&self, judged: &Judged, state: usize) -> String {
        let (text, ..) = &judged.texts[state];
        let committed = self.scene.page.iter().find(|page| text_id(&page.text) == *text);
        committed.expect("a text of the page").text.lines().last().unwrap_or_default().to_owned()
    }

    /// The number of that text in the history: of several that are the same, the last.
    fn number(&self, judged: &Judged, state: usize) -> String {
        let (text, file, shown) = &judged.texts[state];
        let is_it = |page: &Committed| {
            let ids: Vec<_> = page.shown.iter().map(|(_, text)| text_id(text)).collect();
            text_id(&page.text) == *text && in_content(&page.path) == *file && ids == *shown
        };
        let number = self.scene.page.iter().rposition(is_it);
        number.map_or_else(|| "none".to_owned(), |number| number.to_string())
    }
}

/// The key of a situation: what is committed and recorded.
pub(crate) fn scene(node: &YamlNode) -> Scene {
    let text = |key: &str| get(node, key).map(|node| node.written().to_owned());
    let lines = |key: &str| get(node, key).map_or_else(Vec::new, list);
    let or = |key: &str, usual: &str| text(key).unwrap_or_else(|| usual.to_owned());
    let mut models = lines("models");
    if models.is_empty() {
        models.push(format!("2024-12-01 {}", or("rule", RULE)));
    }
    let more = More {
        front: or("extra", "proof: none"),
        severity: or("severity", "warning"),
        control: text("control"),
    };
    let mut scene = Scene {
        page: lines("history").iter().map(|line| committed(line)).collect(),
        uncommitted: text("uncommitted").map(|word| page_text(&word, &[])),
        models: models.iter().map(|line| model(line, &more)).collect(),
        records: Vec::new(),
        today: text("today").expect("today").parse().expect("a day"),
        zone: or("zone", "UTC"),
        edition: if or("edition", "latest") == "approved" { Edition::Approved } else { Edition::Latest },
    };
    let adopted = get(node, "adopted").map_or_else(|| vec!["2025-01-01".to_owned()], list);
    for (nth, when) in adopted.iter().enumerate() {
        let adoption = adoption(&scene, when, nth);
        scene.records.push(adoption);
    }
    for (nth, line) in lines("records").iter().enumerate() {
        scene.records.push(filed(line, &format!("r{}", nth + 1)));
    }
    scene
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

fn get<'n>(node: &'n YamlNode, key: &str) -> Option<&'n YamlNode> {
    let Value::Map(entries) = &node.value else { panic!("a situation is a map") };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn list(node: &YamlNode) -> Vec<String> {
    match &node.value {
        Value::List(items) => items.iter().map(|item| item.written().to_owned()).collect(),
        _ => vec![node.written().to_owned()],
    }
}

/// `2026-01-10` at an hour, or `2026-01-10T23:30`; UTC.
pub(crate) fn moment(text: &str, hour: i64) -> Moment {
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
pub(crate) fn page_text(word: &str, options: &[(&str, &str)]) -> String {
    let or = |key: &str, usual: &'static str| option(options, key).unwrap_or(usual).to_owned();
    let risk = option(options, "risk").map_or_else(String::new, |risk| format!("risk: {risk}\n"));
    let (kind, id) = (or("kind", "guideline"), or("id", "GL-1"));
    let pictures: Vec<String> =
        (0..pictures(options).len()).map(|nth| format!("![It]({})\n\n", reference(nth))).collect();
    format!("---\ntitle: It\nkind: {kind}\nid: {id}\nowner: lead\n{risk}---\n{}{word}\n", pictures.concat())
}

/// Pictures, each by a name that stands for what it shows.
fn pictures<'a>(options: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    option(options, "pictures").map_or_else(Vec::new, |names| names.split(',').collect())
}

/// How a page shows one of its pictures.
fn reference(nth: usize) -> String {
    format!("../images/{nth}.svg")
}

/// Where a picture is in the folder of pages, and what is in it.
fn picture((nth, name): (usize, &&str)) -> (String, String) {
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><title>{name}</title></svg>"
    );
    (format!("images/{nth}.svg"), text)
}

fn committed(line: &str) -> Committed {
    let (head, tail) = line.split_once(": ").unwrap_or_else(|| panic!("`{line}` has no colon"));
    let (when, who) = head.split_once(' ').expect("when and who");
    let words: Vec<&str> = tail.split_whitespace().collect();
    let options = options(&words[1..]);
    Committed {
        at: moment(when, 8),
        authors: who.split('+').map(str::to_owned).collect(),
        path: option(&options, "path").unwrap_or(PATH).to_owned(),
        text: page_text(words[0], &options),
        shown: pictures(&options).iter().enumerate().map(picture).collect(),
    }
}

/// What all models of a situation say besides.
struct More {
    /// Further lines of front matter.
    front: String,
    severity: String,
    /// What C-2 asks of guidelines, where there is such a control.
    control: Option<String>,
}

/// `WHEN [adopts=ROLE] [for=CHOICE] RULE`: the rule of C-1. C-0 asks that role's approval of models, or the sponsor's.
fn model(line: &str, more: &More) -> Committed {
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
    let control = |id: &str, chosen: &str, rule: &str, severity: &str| {
        format!(
            "  - {{id: {id}, statement: So it is., for: {chosen}, require: {rule}, accountable: lead, severity: {severity}}}\n"
        )
    };
    let of_models = format!("{{approved_by: {{roles: [{adopts}]}}}}");
    let mut controls = control("C-0", "{kind: governance-model}", &of_models, "warning");
    controls += &control("C-1", &chosen, rule, &more.severity);
    controls += &more.control.iter().map(|rule| control("C-2", &chosen, rule, "warning")).collect::<String>();
    let proof = if more.front.contains("proof:") { "" } else { "proof: none\n" };
    let front = format!("{proof}{}", more.front);
    Committed {
        at: moment(when, 8),
        authors: vec!["ceo".to_owned()],
        path: MODEL.to_owned(),
        text: format!(
            "---\ntitle: Model\nkind: governance-model\nid: GM-1\nroles: [lead, legal]\n{front}\ncontrols:\n{controls}---\nModel.\n"
        ),
        shown: Vec::new(),
    }
}

/// `WHEN [by PERSON as ROLE]`: the approval of the model with that number.
fn adoption(scene: &Scene, when: &str, nth: usize) -> Filed {
    let (when, by) = when.split_once(" by ").unwrap_or((when, "ceo as sponsor"));
    let (person, role) = by.split_once(" as ").expect("who and role");
    let text = format!(
        "record: approval\npage: GM-1\npath: content/{MODEL}\ntext: {}\n{}<against GM-1>role: {role}\nperson: {person}\ndate: {}\n",
        text_id(&scene.models[nth].text),
        files_of_model(scene, nth == 0),
        &when[..10]
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
    let path = option(&options, "path").unwrap_or(PATH);
    let exact = || {
        let text = text_id(&page_text(object, &options));
        format!("{about}path: content/{path}\ntext: {text}\n{}", files(&options))
    };
    let deed = match verb {
        "approves" => format!("record: approval\n{}<against {page}>", exact()),
        "declines" => format!("record: decline\n{}reason: Wrong.\n", exact()),
        "reviews" => format!("record: review\n{}", exact()),
        "attests" => format!("record: attestation\n{about}control: {object}\n"),
        "waives" => format!("record: waiver\n{about}control: {object}\nreason: Because.\n"),
        "withdraws" => format!("record: withdrawal\n{about}<against {page}>reason: Old.\n"),
        "releases" => format!("record: withdrawal\n{about}<against {page}>release: true\nreason: Free.\n"),
        "revokes" => format!("record: revocation\nrevokes: <id of {object}>\nreason: A mistake.\n"),
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

/// The files that a text shows, as records name them.
fn files(options: &[(&str, &str)]) -> String {
    let pictures = pictures(options);
    if pictures.is_empty() || option(options, "files") == Some("none") {
        return String::new();
    }
    let one = |(nth, name): (usize, &&str)| {
        let (path, text) = picture((nth, name));
        format!("{{reference: {}, file: content/{path}, id: {}}}", reference(nth), text_id(&text))
    };
    format!("files: [{}]\n", pictures.iter().enumerate().map(one).collect::<Vec<_>>().join(", "))
}
