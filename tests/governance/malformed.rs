//! Records and models that are wrong, each told at its place with what was probably meant.

use std::sync::Arc;

use guidepost::date::{Day, Moment};
use guidepost::diagnostic::Finding;
use guidepost::governance::{KnownFacts, Presence, RecordFile, Rulebook, Subject, Version, records, roles};
use guidepost::list::List;
use guidepost::model::{Arrival, CommitId, Person, Roles};
use guidepost::path::FilePath;

use crate::scene::{Committed, page, subject, text_id};

const TEXT: &str = "---\nkind: guideline\nid: GL-1\n---\nA\n";
const GOOD: &str = "record: approval\npage: GL-1\ntext: TEXT\nrole: lead\nperson: ops\ndate: 2026-01-12\n";

#[test]
fn a_good_record_is_read() {
    let (count, findings) = read(&[(GOOD, Some("2026-01-12"))], Presence::There);
    assert_eq!((count, told(&findings)), (1, Vec::new()));
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
            "record: approval\npage: GL-1\ntext: TEXT\nrol: lead\nperson: ops\ndate: 2026-01-12 | a record needs `role` | add `role: …`",
        ),
        (
            "page: GL-1",
            "page: GL-1\nnoet: x",
            "noet | `noet` is not a key that a record knows | did you mean `note`?",
        ),
        ("2026-01-12", "2026-02-30", "2026-02-30 | `2026-02-30` is no value of `date` | "),
        ("text: TEXT", "text: 12ab", "12ab | `12ab` is no value of `text` | "),
        ("page: GL-1", "page: GL-2", "lead | no page has the id `GL-2` | did you mean `GL-1`?"),
        ("role: lead", "role: leed", "leed | there is no role `leed` | did you mean `lead`?"),
        ("person: ops", "person: opz", "lead | nobody called `opz` holds a role | did you mean `ops`?"),
        (
            "person: ops",
            "person: old",
            "lead | `old` did not hold the role `lead` on 12 Jan 2026 | `lead.md` says who held it when",
        ),
        ("record: approval", "record: [", "12 | the record is not YAML"),
        ("page: GL-1", "page: GL-1\npage: GL-1", "page | `page` stands twice | keep one of them"),
    ] {
        let text = GOOD.replace(from, to);
        let (count, findings) = read(&[(&text, Some("2026-01-12"))], Presence::There);
        assert_eq!(count, 0, "{to}");
        let written = text.replace("TEXT", &text_id(TEXT).to_string());
        let first = findings.first().expect(to);
        let span = first
            .place
            .as_ref()
            .and_then(|place| place.span)
            .map(|span| written[span.range()].trim_end().to_owned());
        let is = format!(
            "{} | {} | {}",
            span.unwrap_or_default(),
            first.message,
            first.hints.first().cloned().unwrap_or_default()
        );
        let expected = expected.replace("TEXT", &text_id(TEXT).to_string());
        assert!(
            is.starts_with(&expected)
                || is.contains(expected.split_once("12 | ").map_or("\0", |(_, rest)| rest)),
            "{is}\nnot {expected}"
        );
    }
}

#[test]
fn a_text_that_no_revision_has_is_told() {
    let text = GOOD.replace("TEXT", &text_id("never").to_string());
    let (count, findings) = read(&[(&text, Some("2026-01-12"))], Presence::There);
    assert_eq!(count, 0);
    assert_eq!(told(&findings), [format!("no revision of GL-1 has the text {}", text_id("never").short())]);
}

#[test]
fn what_arrived_counts_and_may_not_be_changed_or_deleted() {
    let changed = GOOD.replace("ops", "web");
    let (count, findings) =
        read(&[(GOOD, Some("2026-01-12")), (&changed, Some("2026-02-01"))], Presence::There);
    assert_eq!(
        (count, told(&findings)),
        (
            1,
            vec![
                "the record was changed after it had arrived on 12 Jan 2026; it counts as it arrived"
                    .to_owned()
            ]
        )
    );
    let (count, findings) = read(&[(GOOD, Some("2026-01-12"))], Presence::Deleted);
    assert_eq!(
        (count, told(&findings)),
        (
            1,
            vec![
                "the record was deleted after it had arrived on 12 Jan 2026; it counts as it arrived"
                    .to_owned()
            ]
        )
    );
}

#[test]
fn what_never_held_may_be_mended() {
    let wrong = GOOD.replace("lead", "leed");
    let (count, findings) =
        read(&[(&wrong, Some("2026-01-12")), (GOOD, Some("2026-02-01"))], Presence::There);
    assert_eq!((count, told(&findings)), (1, Vec::new()));
    let (count, findings) = read(&[(&wrong, Some("2026-01-12"))], Presence::Deleted);
    assert_eq!((count, told(&findings)), (0, Vec::new()));
}

#[test]
fn the_same_record_twice_counts_once() {
    let numbered = GOOD.trim_end().to_owned() + "\nserial: 2\n";
    let (known, twice) = (facts(), [file("a", GOOD), file("b", &numbered)]);
    let checked = records(&twice, &KnownFacts::new(&known.0, &[], &known.1, None, today()));
    assert_eq!((checked.value.len(), checked.findings.len()), (2, 0), "{:?}", checked.findings);
    let (known, twice) = (facts(), [file("a", GOOD), file("b", GOOD)]);
    let checked = records(&twice, &KnownFacts::new(&known.0, &[], &known.1, None, today()));
    assert_eq!(checked.value.len(), 1);
    assert_eq!(told(&checked.findings), ["another record says the same"]);
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
            "`page` chooses no pages [\"it takes `site`, `pages`, or a choice such as `{kind: guideline}`\"]",
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
            "---\nkind: governance-model\nid: GM-1\ncontrols:\n  - {}\n  - {}\n---\n",
            control.replace("C-1", "C-2"),
            control.replace(from, to)
        );
        let read = Rulebook::read(&page("model.md", &text), &facts().1, &[]);
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
    let checked = roles(&List::from_iter([role("a.md", "mallory"), role("lead.md", "ops")]));
    let lead = checked.value.get("lead").expect("the role");
    assert_eq!(lead.people().count(), 0);
    assert_eq!(told(&checked.findings), ["two pages describe the role `lead`, so nobody holds it"]);
    let [finding] = checked.findings.as_slice() else { panic!("one finding") };
    let files = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
    assert_eq!(files.map(|place| place.file.as_str()).collect::<Vec<_>>(), ["lead.md", "a.md"]);

    let mut known = facts();
    known.1 = checked.value;
    let known = KnownFacts::new(&known.0, &[], &known.1, None, today());
    let checked = records(&[file("r", GOOD)], &known);
    assert_eq!(told(&checked.findings), ["two pages describe the role `lead`, so nobody holds it"]);
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
            "---\nkind: governance-model\nid: GM-1\ncontrols:\n  - {{id: C-1, statement: So., for: {choice}, require: has_owner, accountable: lead}}\n---\n"
        );
        let choosable =
            guidepost::governance::Choosable { pages: &List::from_iter(pages.clone()), kinds: &config.kinds };
        let told =
            guidepost::governance::idle(&page("model.md", &text), &choosable).into_iter().map(|finding| {
                let span = finding.place.expect("a place").span.expect("a span");
                format!("{} | {} | {}", &text[span.range()], finding.message, finding.hints.join(" "))
            });
        assert_eq!(told.collect::<Vec<_>>().join("; "), expected, "{choice}");
    }
}

fn today() -> Day {
    Day::new(2026, 11, 16).expect("a day")
}

/// One page with one text, and one role.
fn facts() -> (Vec<Arc<Subject>>, Roles) {
    let at = Moment { seconds: 1_767_700_000, offset: 0 };
    let authors = vec!["pen".to_owned()];
    let committed =
        Committed { at, authors, path: "one.md".to_owned(), text: TEXT.to_owned(), pictures: Vec::new() };
    let front = "holders: [{name: ops, from: 2026-01-01}, {name: old, to: 2025-12-31}, {name: web}]";
    let role = page("lead.md", &format!("---\nkind: role\nid: lead\n{front}\n---\nWords.\n"));
    (vec![Arc::new(subject(&[committed], None))], roles(&List::from_iter([role])).value)
}

fn file(name: &str, text: &str) -> RecordFile {
    RecordFile {
        file: FilePath::new(&format!("records/{name}.yaml")).expect("a path"),
        versions: vec![version(text, Some("2026-01-12"))],
        presence: Presence::There,
    }
}

fn version(text: &str, arrives: Option<&str>) -> Version {
    let arrival = arrives.map(|day| Arrival {
        is_at_the_latest: false,
        commit: CommitId(text_id(text).0),
        place: 0,
        at: Moment { seconds: 0, offset: 0 },
        day: day.parse().expect("a day"),
        by: Person { name: "ops".into(), address: "".into() },
        seals: guidepost::model::Seals::default(),
    });
    Version { text: text.replace("TEXT", &text_id(TEXT).to_string()).into(), arrival }
}

fn read(versions: &[(&str, Option<&str>)], presence: Presence) -> (usize, Vec<Finding>) {
    let versions = versions.iter().map(|(text, arrives)| version(text, *arrives)).collect();
    let file = RecordFile { versions, presence, ..file("r", GOOD) };
    let known = facts();
    let controls = [Arc::from("C-1")].into_iter().collect();
    let checked = records(&[file], &KnownFacts::new(&known.0, &[], &known.1, Some(controls), today()));
    (checked.value.len(), checked.findings)
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding.message.clone()).collect()
}
