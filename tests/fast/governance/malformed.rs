//! Records and models that are wrong, each told at its place with what was probably meant.

use std::sync::Arc;

use guidepost::config::Config;
use guidepost::diagnostic::Finding;
use guidepost::governance::{Rulebook, described_twice, roles};
use guidepost::model::{Page, Roles, Selection};
use guidepost::parse::{self, ParsedFile};
use guidepost::path::FilePath;
use guidepost::shared::SharedList;
use guidepost::yaml;

use crate::governance::scene::{Committed, Filed, Judged, Scene, record_file, text_id};
use crate::governance::situation::{self, moment, page_text};

const GOOD: &str =
    "record: approval\npage: GL-1\npath: PATH\ntext: TEXT\nrole: lead\nperson: ops\ndate: 2026-01-12\n";

#[test]
fn a_good_record_is_read() {
    let judged = judge(&[("2026-01-12", GOOD)]);
    assert_eq!((counting(&judged), told(&judged.findings)), (1, Vec::new()));
}

#[test]
fn wrong_records_are_told_at_their_place() {
    for (from, to, expected) in [
        (
            "record: approval",
            "record: aproval",
            "aproval | there is no kind of record `aproval` | did you mean `approval`?",
        ),
        (
            "role: lead",
            "rol: lead",
            "record: approval\npage: GL-1\npath: PATH\ntext: TEXT\nrol: lead\nperson: ops\ndate: 2026-01-12 | a record needs `role` | add `role: …`",
        ),
        (
            "page: GL-1",
            "page: GL-1\nnoet: x",
            "noet | `noet` is not a key that a record knows | did you mean `note`?",
        ),
        ("2026-01-12", "2026-02-30", "2026-02-30 | `2026-02-30` is no value of `date` | "),
        ("text: TEXT", "text: 12ab", "12ab | `12ab` is no value of `text` | "),
        ("role: lead", "role: leed", "leed | there is no role `leed` that is in force | "),
        ("person: ops", "person: opz", "lead | `opz` did not hold the role `lead` on 12 Jan 2026 | "),
        ("person: ops", "person: web", "lead | `web` did not hold the role `lead` on 12 Jan 2026 | "),
        ("record: approval", "record: [", "the record is not YAML"),
        ("page: GL-1", "page: GL-1\npage: GL-1", "page | `page` stands twice | keep one of them"),
    ] {
        let text = GOOD.replace(from, to);
        let judged = judge(&[("2026-01-12", &text)]);
        assert_eq!(counting(&judged), 0, "{to}");
        let is = in_words(judged.findings.first().expect(to), &written(&text));
        let expected = written(expected);
        let is_it = if expected.contains(" | ") { is.starts_with(&expected) } else { is.contains(&expected) };
        assert!(is_it, "{is}\nnot {expected}");
    }
}

/// What a finding points to, its message, and its first hint.
fn in_words(finding: &Finding, text: &str) -> String {
    let place = finding.place.as_ref().expect("a place");
    assert_eq!(place.file.as_str(), record_file("r"));
    let pointed = place.span.map(|span| text[span.range()].trim_end().to_owned()).unwrap_or_default();
    format!("{pointed} | {} | {}", finding.message, finding.hints.first().cloned().unwrap_or_default())
}

#[test]
fn an_approval_of_what_the_line_does_not_have_waits_and_that_is_told() {
    let never = text_id("never");
    for (from, to, expected) in [
        ("GL-1", "GL-2", "lead | no page has the id `GL-2` | did you mean `GL-1`?".to_owned()),
        (
            "TEXT",
            &*never.to_string(),
            format!(
                "lead | no revision of GL-1 has the text {} | `git rev-parse REV:PATH` tells the id of a committed text",
                never.short()
            ),
        ),
    ] {
        let text = GOOD.replace(from, to);
        let judged = judge(&[("2026-01-12", &text)]);
        assert_eq!((counting(&judged), told(&judged.findings).len()), (1, 1), "{to}");
        assert_eq!(in_words(&judged.findings[0], &written(&text)), expected);
    }
}

#[test]
fn what_arrived_counts_and_may_not_be_changed_or_deleted() {
    let changed = GOOD.replace("ops", "web");
    let judged = judge(&[("2026-01-12", GOOD), ("2026-02-01", &changed)]);
    assert_eq!(counting(&judged), 1);
    assert_eq!(
        told(&judged.findings),
        [
            "the record was changed after it had arrived on 12 Jan 2026; it counts as it arrived",
            "`web` did not hold the role `lead` on 12 Jan 2026",
        ]
    );
    let judged = judge(&[("2026-01-12", GOOD), ("2026-02-01", "")]);
    assert_eq!(counting(&judged), 1);
    assert_eq!(
        told(&judged.findings),
        ["the record was deleted after it had arrived on 12 Jan 2026; it counts as it arrived"]
    );
}

#[test]
fn what_never_held_may_be_mended() {
    let wrong = GOOD.replace("lead", "leed");
    for (text, count) in [(GOOD, 1), ("", 0)] {
        let judged = judge(&[("2026-01-12", &wrong), ("2026-02-01", text)]);
        assert_eq!((counting(&judged), told(&judged.findings)), (count, Vec::new()));
    }
}

#[test]
fn the_same_record_twice_counts_once() {
    let numbered = GOOD.to_owned() + "serial: 2\n";
    let again = format!("it says once more what `{}` says", record_file("r"));
    for (second, findings) in [(GOOD, Vec::new()), (numbered.as_str(), vec![again])] {
        let mut scene = scene(&[("2026-01-12", GOOD)]);
        let twin = Filed { id: "twin".to_owned(), ..filed("2026-01-13", second) };
        scene.records.push(twin);
        let judged = scene.judge();
        assert_eq!((counting(&judged), told(&judged.findings)), (1, findings));
    }
}

#[test]
fn wrong_models_are_told_and_the_other_controls_stay() {
    let control = "{id: C-1, statement: So., for: pages, require: has_owner, accountable: lead}";
    for (from, to, expected) in [
        ("has_owner", "has_ownr", "there is no rule `has_ownr` [\"did you mean `has_owner`?\"]"),
        (
            "for: pages",
            "for: {knd: x}",
            "`knd` is not a key that a choice of pages knows [\"did you mean `kind`?\"]",
        ),
        (
            "for: pages",
            "for: page",
            "`page` chooses no pages [\"it takes `site`, `pages`, `frame`, or a choice such as `{kind: guideline}`\"]",
        ),
        ("accountable: lead", "accountable: leed", "there is no role `leed` [\"did you mean `lead`?\"]"),
        (
            "id: C-1",
            "id: C-1, severity: eror",
            "`eror` is no value of `severity` [\"did you mean `error`?\"]",
        ),
        ("has_owner", "{reviewed_every: {period: soon}}", "`soon` is no value of `period` []"),
        ("has_owner", "{approved_by: {rols: [lead]}}", "approved_by needs `roles` [\"add `roles: …`\"]"),
        (
            "has_owner",
            "{approved_by: {roles: [lead], provisional: {role: lead, for: 3d, fro: 4d}}}",
            "`fro` is not a key that provisional knows [\"did you mean `for`?\"]",
        ),
        ("id: C-1", "id: C-2", "two controls have the id `C-2` [\"give it an id of its own\"]"),
        ("statement: So., ", "", "a control needs `statement` [\"add `statement: …`\"]"),
    ] {
        let text = format!(
            "---\nkind: governance-model\nid: GM-1\nproof: none\ncontrols:\n  - {}\n  - {}\n---\n",
            control.replace("C-1", "C-2"),
            control.replace(from, to)
        );
        let read = Rulebook::read(&page("model.md", &text), &role_of_ops(), &[]);
        let first = read.findings.first().expect(to);
        assert_eq!(format!("{} {:?}", first.message, first.hints), expected);
        assert_eq!(read.value.model.controls.len(), 1, "{to}");
        assert!(
            first.place.as_ref().is_some_and(|place| place.span.is_some_and(|span| span.start > 60)),
            "in the second"
        );
    }
}

#[test]
fn a_role_that_two_pages_describe_is_held_by_nobody() {
    let role = |file: &str, who: &str| {
        page(file, &format!("---\nkind: role\nid: lead\nholders: [{{name: {who}}}]\n---\nWords.\n"))
    };
    let checked = roles(&SharedList::from_iter([role("a.md", "mallory"), role("lead.md", "ops")]));
    let lead = checked.value.get("lead").expect("the role");
    assert_eq!(lead.people().count(), 0);
    let findings = described_twice(&checked.value, &|_| None);
    assert_eq!(told(&findings), ["two pages describe the role `lead`, so nobody holds it"]);
    let [finding] = findings.as_slice() else { panic!("one finding") };
    let files = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
    assert_eq!(files.map(|place| place.file.as_str()).collect::<Vec<_>>(), ["lead.md", "a.md"]);
}

#[test]
fn a_second_page_of_a_role_names_nobody() {
    let mut scene = scene(&[("2026-01-12", GOOD)]);
    let text = "---\ntitle: Lead\nkind: role\nid: lead\nholders: [{name: mallory}]\n---\nWords.\n";
    scene.models.push(Committed {
        at: moment("2026-01-02", 8),
        authors: vec!["mallory".to_owned()],
        path: "roles/copy.md".to_owned(),
        text: text.to_owned(),
        shown: Vec::new(),
    });
    let forged = GOOD.replace("ops", "mallory");
    scene.records.push(Filed { id: "forged".to_owned(), ..filed("2026-01-13", &forged) });
    let judged = scene.judge();
    assert_eq!(counting(&judged), 1);
    let told = told(&judged.findings);
    assert!(told.contains(&"`mallory` did not hold the role `lead` on 12 Jan 2026".to_owned()), "{told:?}");
}

#[test]
fn a_choice_that_chooses_nothing_is_told_at_its_value() {
    let config = guidepost::config::Config::default();
    let pages = [
        page(
            "guidelines/tone.md",
            "---\nkind: guideline\nid: GL-1\nowner: lead\nrisk: high\ntags: [privacy]\n---\nWords.\n",
        ),
        page("lead.md", "---\nkind: role\nid: lead\nholders: [{name: ops}]\n---\nWords.\n"),
    ];
    for (choice, expected) in [
        ("{kind: guidline}", "guidline | no page has the kind `guidline` | did you mean `guideline`?"),
        ("{kind: measure}", ""),
        ("{tag: [privcy, privacy]}", "privcy | no page has the tag `privcy` | did you mean `privacy`?"),
        ("{tag: crisis}", "crisis | no page has the tag `crisis` | "),
        ("{id: GL-2}", "GL-2 | no page has the id `GL-2` | did you mean `GL-1`?"),
        (
            "{path: 'guidlines/**'}",
            "'guidlines/**' | no page has the path `guidlines/**` | did you mean `guidelines/**`?",
        ),
        ("{path: 'guidelines/*.md'}", ""),
        ("{not: {field: {rsk: high}}}", "rsk | no page has the field `rsk` | did you mean `risk`?"),
        ("{field: {risk: hihg}}", "hihg | no page has the `risk: hihg` | did you mean `high`?"),
        ("{field: {owner: leed}}", "leed | no page has the `owner: leed` | did you mean `lead`?"),
        (
            "{any: [{kind: guideline}, {kind: rol}]}",
            "rol | no page has the kind `rol` | did you mean `role`?",
        ),
    ] {
        let text = format!(
            "---\nkind: governance-model\nid: GM-1\nproof: none\ncontrols:\n  - {{id: C-1, statement: So., for: {choice}, require: has_owner, accountable: lead}}\n---\n"
        );
        let choosable = guidepost::governance::Choosable {
            pages: &SharedList::from_iter(pages.clone()),
            kinds: &config.kinds,
        };
        let told =
            guidepost::governance::idle(&page("model.md", &text), &choosable).into_iter().map(|finding| {
                let span = finding.place.expect("a place").span.expect("a span");
                format!("{} | {} | {}", &text[span.range()], finding.message, finding.hints.join(" "))
            });
        assert_eq!(told.collect::<Vec<_>>().join("; "), expected, "{choice}");
    }
}

#[test]
fn a_model_names_one_role_that_appoints_and_one_that_compares() {
    for key in ["appointed_by", "mechanical"] {
        let text = format!(
            "---\nkind: governance-model\nid: GM-1\nproof: none\n{key}: [lead, other]\ncontrols: []\n---\n"
        );
        let read = Rulebook::read(&page("model.md", &text), &role_of_ops(), &[]);
        let [finding] = read.findings.as_slice() else { panic!("{:?}", read.findings) };
        assert_eq!(finding.code.name(), "bad-model");
        assert_eq!(finding.message, format!("`{key}` names one role, and `other` is another"));
        let span = finding.place.as_ref().and_then(|place| place.span).expect("a place");
        assert_eq!(&text[span.range()], "other");
        let text = text.replace("[lead, other]", "[lead]");
        assert_eq!(Rulebook::read(&page("model.md", &text), &role_of_ops(), &[]).findings.len(), 0);
    }
}

/// One role, which ops holds.
fn role_of_ops() -> Roles {
    let front = "holders: [{name: ops, from: 2026-01-01}]";
    let role = page("lead.md", &format!("---\nkind: role\nid: lead\n{front}\n---\nWords.\n"));
    roles(&SharedList::from_iter([role])).value
}

/// A page as the program reads it; what is wrong with it is not told, as with old texts.
fn page(path: &str, text: &str) -> Arc<Page> {
    let config = Arc::new(Config::default());
    let file = FilePath::new(path).expect("a path");
    let parsed = Arc::new(parse::file(&file, &text.into(), &config.markdown));
    let read =
        SharedList::from_iter([Arc::new(ParsedFile { file: file.clone(), path: file.clone(), parsed })]);
    let pages = parse::pages(&read, &config, Selection::default()).value.shown;
    pages.iter().find(|page| page.file == file).expect("the page").clone()
}

/// The page GL-1 with one text, and the texts that one record file has from days on.
fn scene(versions: &[(&str, &str)]) -> Scene {
    let node = yaml::tree("history: ['2026-01-10 pen: A']\ntoday: 2026-11-16\n").expect("YAML");
    let mut scene = situation::scene(&node);
    scene.records.extend(versions.iter().map(|(day, text)| filed(day, text)));
    scene
}

fn filed(day: &str, text: &str) -> Filed {
    Filed {
        id: "r".to_owned(),
        text: written(text),
        arrives: Some(moment(day, 12)),
        committer: "ops".to_owned(),
        signed: true,
    }
}

fn written(text: &str) -> String {
    let text = text.replace("PATH", &format!("content/{}", situation::PATH));
    text.replace("TEXT", &text_id(&page_text("A", &[])).to_string())
}

fn judge(versions: &[(&str, &str)]) -> Judged {
    scene(versions).judge()
}

/// How many records count beside the adoption.
fn counting(judged: &Judged) -> usize {
    judged.count - 1
}

/// What was found beside how controls stand.
fn told(findings: &[Finding]) -> Vec<String> {
    let others = findings.iter().filter(|finding| !finding.code.name().starts_with("control-"));
    others.map(|finding| finding.message.clone()).collect()
}
