//! A governed site as a whole: models, records and texts in force, from commits to the bytes of the output.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use crate::support::{Built, MemorySite, SITE, build_world_with, role_page, today};
use guidepost::compile::Request;
use guidepost::config::Edition;
use guidepost::diagnostic::{Code, Severity};
use guidepost::governance::fold::Refusal;
use guidepost::model::{Standing, Status};

const MODEL: &str = "---\ntitle: How we decide\nkind: governance-model\nid: GM-1\nproof: none\nroles: [sponsor, legal]\ncontrols:\n  - id: C-1\n    statement: Guidelines are approved by legal counsel.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n    severity: warning\n---\nWho decides what.\n";
const GUIDELINE: &str = "---\ntitle: Tone of voice\nkind: guideline\nid: GL-1\nsummary: How we sound.\n---\nWe write as we speak.\n\n![Two people](talk.svg)\n";
const OTHER: &str = "---\ntitle: Other\n---\nSee [how we sound](tone.md) and [the new one](new.md).\n";
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";

/// A site that grows commit by commit, one a day from 1 January 2026.
fn story() -> MemorySite {
    let mut story = MemorySite::default();
    story.put("site.toml", SITE);
    story.put("content/index.md", "# Handbook\n\nAll of it.\n");
    story.put("content/model.md", MODEL);
    story.put("content/tone.md", GUIDELINE);
    story.put("content/talk.svg", PICTURE);
    story.put("content/roles/sponsor.md", &role_page("sponsor", &["ceo"]));
    story.put("content/roles/legal.md", &role_page("legal", &["law"]));
    story.commit("Write");
    story
}

impl MemorySite {
    /// The first model comes into force, with the keys and the pages of roles.
    fn adopt(&mut self) {
        let roles = self.files.keys().filter(|path| path.starts_with("content/roles/"));
        let roles: String = roles.map(|file| self.named("role", file)).collect();
        let text = format!(
            "record: approval\npage: GM-1\npath: content/model.md\ntext: {}\nfiles:\n{}{roles}role: sponsor\nperson: ceo\ndate: 2026-01-01\n",
            self.id("content/model.md"),
            self.keys(),
        );
        self.record("adopt", &text);
        self.commit("Adopt the model");
    }

    /// The text of the guideline that is in force, as a record names it that is about to be written.
    fn against(&self) -> String {
        let built = self.build(Edition::Latest);
        let Some((governance, _)) = built.site.governed.as_ref() else { return String::new() };
        let number = governance.subject_named("GL-1").expect("a page");
        let issue = governance.in_force[number].issue();
        let text = issue.map(|issue| governance.subjects[number].states[issue.state].exact.text);
        text.map_or_else(String::new, |text| format!("against: {text}\n"))
    }

    fn approve(&mut self, name: &str) {
        self.approve_with(name, "");
    }

    /// Approves the guideline as it stands, with something more in the record.
    fn approve_with(&mut self, name: &str, more: &str) {
        let text = format!(
            "record: approval\npage: GL-1\npath: content/tone.md\ntext: {}\nfiles:\n{}{}role: legal\nperson: law\ndate: 2026-01-03\n{more}",
            self.id("content/tone.md"),
            self.named("talk.svg", "content/talk.svg"),
            self.against(),
        );
        self.record(name, &text);
        self.commit("Approve");
    }

    /// Builds the site as its files stand; the approved edition as they are committed.
    fn build(&self, edition: Edition) -> Built {
        let files = if edition == Edition::Approved { &self.committed } else { &self.files };
        let request = Request { edition: Some(edition), ..Request::default() };
        build_world_with(Box::new(self.world(today(), files)), &request)
    }
}

fn standing<'b>(built: &'b Built, page: &str) -> &'b Standing {
    let (governance, _) = built.site.governed.as_ref().expect("a governed site");
    let number = governance.subject_named(page).expect("a page");
    &governance.in_force[number].standing
}

fn status(built: &Built, control: &str) -> Vec<Status> {
    let (_, checklist) = built.site.governed.as_ref().expect("a governed site");
    let items = checklist.items().into_iter().filter(|item| &*item.control.id == control);
    items.map(|item| item.status).collect()
}

fn reasons(built: &Built, control: &str) -> Vec<String> {
    let (_, checklist) = built.site.governed.as_ref().expect("a governed site");
    let items = checklist.items().into_iter().filter(|item| &*item.control.id == control);
    items.map(|item| format!("{} {:?} {}", item.status.words(), item.subject, item.reason)).collect()
}

#[test]
fn nothing_is_asked_before_the_model_is_adopted() {
    let story = story();
    let built = story.build(Edition::Latest);
    assert_eq!(built.found(), ["site.toml:5:9 no-model-in-force"]);
    assert_eq!(*standing(&built, "GL-1"), Standing::Uncontrolled);
}

#[test]
fn an_approved_text_is_in_force() {
    let mut story = story();
    story.adopt();
    let built = story.build(Edition::Latest);
    assert_eq!(built.found(), ["content/tone.md control-unmet"]);
    assert_eq!(status(&built, "C-1"), [Status::Unmet]);
    story.approve("first");
    let built = story.build(Edition::Latest);
    assert_eq!(built.found(), [""; 0]);
    assert_eq!(*standing(&built, "GL-1"), Standing::InForce(1));
    assert_eq!(status(&built, "C-1"), [Status::Met]);
}

#[test]
fn a_record_counts_from_its_commit_on() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let text = story.read("content/governance/records/first.yaml").replace("legal", "leagl");
    story.record("wrong", &text);
    let built = story.build(Edition::Latest);
    assert_eq!(built.found(), ["content/governance/records/wrong.yaml:8:7 record-does-not-hold"]);
    story.record("first", &text);
    story.remove("content/governance/records/wrong.yaml");
    story.commit("Tamper");
    let built = story.build(Edition::Latest);
    // The other bytes are a record of their own.
    let first = "content/governance/records/first.yaml";
    assert_eq!(
        built.found(),
        [format!("{first} record-changed"), format!("{first}:8:7 record-does-not-hold")]
    );
    assert_eq!(*standing(&built, "GL-1"), Standing::InForce(1));
    story.remove("content/governance/records/first.yaml");
    for when in ["before the deletion is committed", "after"] {
        let built = story.build(Edition::Latest);
        assert_eq!(built.found(), ["content/governance/records/first.yaml record-changed"], "{when}");
        assert_eq!(*standing(&built, "GL-1"), Standing::InForce(1), "{when}");
        story.commit("Delete");
    }
}

#[test]
fn keys_of_governance_are_controlled_text() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("site.toml", &SITE.replace("\"sponsor\"", "\"sponsor\"\nprofiles = [\"strict\"]"));
    story.commit("Switch on a profile");
    let built = story.build(Edition::Latest);
    let (governance, _) = built.site.governed.as_ref().expect("a governed site");
    assert_eq!(governance.timeline.terms().len(), 1, "the change is not adopted");
    assert_eq!(*standing(&built, "GL-1"), Standing::InForce(1));
    let model = governance.subject_named("GM-1").expect("the model");
    assert!(governance.in_force[model].waiting.is_some(), "{:?}", governance.in_force[model]);
}

#[test]
fn a_changed_picture_is_a_changed_text() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/talk.svg", &PICTURE.replace('4', "5"));
    let built = story.build(Edition::Latest);
    assert_eq!(status(&built, "C-1"), [Status::Unmet], "not committed");
    story.commit("Draw anew");
    let built = story.build(Edition::Latest);
    assert_eq!(status(&built, "C-1"), [Status::Unmet]);
    let (governance, _) = built.site.governed.as_ref().expect("a governed site");
    let number = governance.subject_named("GL-1").expect("a page");
    // What stood when the model took control, what was approved, and the draft.
    assert_eq!(governance.subjects[number].states.len(), 3);
    assert_eq!(governance.in_force[number].issue().map(|issue| issue.state), Some(1));
}

#[test]
fn unapproved_words_are_nowhere_in_the_approved_edition() {
    let mut story = story();
    story.put("content/other.md", OTHER);
    story.adopt();
    story.approve("first");
    let secret = GUIDELINE
        .replace("Tone of voice", "Zorblax voice")
        .replace("How we sound", "Zorblax summary")
        .replace("as we speak", "as zorblax speaks\n\nSee [other](other.md).");
    story.put("content/tone.md", &secret);
    story.put("content/new.md", "---\ntitle: Zorblax news\nkind: guideline\nid: GL-2\n---\nZorblax.\n");
    story.commit("Zorblax everywhere");
    for uncommitted in [false, true] {
        if uncommitted {
            story.put("content/tone.md", &secret.replace("speaks", "sings"));
        }
        let built = story.build(Edition::Approved);
        for (path, bytes) in &built.files {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            assert!(!text.contains("zorblax"), "{path} holds unapproved words:\n{text}");
        }
        assert!(built.text("tone/index.html").contains("as we speak"));
        assert!(!built.files.contains_key("new/index.html"));
        assert_eq!(built.of(Code::ControlUnmet).len(), 2, "{:?}", built.found());
    }
    assert!(story.build(Edition::Latest).text("tone/index.html").contains("Zorblax"));
}

#[test]
fn one_changed_character_needs_a_new_approval() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &GUIDELINE.replace("speak.", "speak!"));
    story.commit("Change a character");
    let built = story.build(Edition::Approved);
    assert!(built.text("tone/index.html").contains("as we speak.</p>"));
    assert_eq!(status(&built, "C-1"), [Status::Unmet]);
    assert_eq!(built.found(), ["content/tone.md control-unmet", "content/tone.md broken-link"][..1]);
}

fn asking_for_withdrawals() -> String {
    MODEL.replace(
        "---\nWho",
        "  - id: C-2\n    statement: What leaves control is withdrawn.\n    for: {kind: guideline}\n    require: superseded_properly\n    accountable: legal\n    severity: warning\n---\nWho",
    )
}

#[test]
fn a_page_deleted_without_a_withdrawal_is_found() {
    let mut story = story();
    story.put("content/model.md", &asking_for_withdrawals());
    story.commit("Ask for withdrawals");
    story.adopt();
    story.approve("first");
    story.remove("content/tone.md");
    story.commit("Delete");
    let built = story.build(Edition::Latest);
    assert_eq!(built.found(), ["content/model.md:14:5 control-unmet"]);
    story.record(
        "withdraw",
        "record: withdrawal\npage: GL-1\nreason: Nobody needs it.\nrole: legal\nperson: law\ndate: 2026-01-03\n",
    );
    story.commit("Withdraw");
    assert_eq!(story.build(Edition::Latest).found(), [""; 0]);
}

#[test]
fn every_approved_text_keeps_an_address_of_its_own() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let first = story.id("content/tone.md");
    story.put("content/tone.md", &GUIDELINE.replace("as we speak", "as we think"));
    story.commit("Think first");
    story.approve("second");
    for edition in [Edition::Latest, Edition::Approved] {
        let built = story.build(edition);
        let issues: Vec<&str> =
            built.paths().into_iter().filter(|path| path.starts_with("tone/issue/")).collect();
        assert_eq!(issues.len(), 2, "{issues:?}");
        let old = issues.iter().find(|path| path.contains(&first[..12])).expect("the first text");
        let old = built.text(old);
        assert!(old.contains("as we speak") && old.contains("This text no longer applies."), "{old}");
        assert!(old.contains("name=\"robots\" content=\"noindex\""), "{old}");
        assert!(!built.text("sitemap.xml").contains("/issue/"));
        let page = built.text("tone/index.html");
        assert!(page.contains("as we think") && page.contains("In force since"), "{page}");
    }
}

#[test]
fn links_of_a_text_in_force_lead_from_where_it_stood() {
    let mut story = story();
    story.put("content/rules/other.md", "---\ntitle: Other\n---\nText.\n");
    story.put("content/rules/tone.md", &GUIDELINE.replace("We write", "See [other](other.md). We write"));
    story.put("content/rules/talk.svg", PICTURE);
    story.remove("content/tone.md");
    story.remove("content/talk.svg");
    story.commit("Put the rules together");
    story.adopt();
    // In the order in which the text names them.
    let text = format!(
        "record: approval\npage: GL-1\npath: content/tone.md\ntext: {}\nfiles:\n{}{}role: legal\nperson: law\ndate: 2026-01-03\n",
        story.id("content/rules/tone.md"),
        story.named("talk.svg", "content/rules/talk.svg"),
        story.against(),
    );
    story.record("first", &text);
    story.commit("Approve");
    let moved = story
        .read("content/rules/tone.md")
        .replace("as we speak", "as we sing")
        .replace("other.md", "../rules/other.md");
    story.remove("content/rules/tone.md");
    story.put("content/voice/tone.md", &moved);
    story.put("content/voice/talk.svg", &PICTURE.replace('4', "5"));
    story.remove("content/rules/talk.svg");
    story.commit("Move and edit");
    let built = story.build(Edition::Approved);
    // The address is that of the text in force, until the moved one is approved.
    assert!(!built.paths().iter().any(|path| path.starts_with("voice/")), "{:?}", built.paths());
    let page = built.text("rules/tone/index.html");
    assert!(page.contains("as we speak") && page.contains("href=\"../other/\""), "{page}");
    let picture = page.split("src=\"").find(|rest| rest.contains("talk.")).expect("a picture");
    let picture = picture.split('"').next().expect("an address");
    let picture = from_page("rules/tone/", picture);
    let published = built.files.get(&picture).unwrap_or_else(|| panic!("{picture} is not published"));
    assert_eq!(published, PICTURE.as_bytes(), "the picture as it was approved");
    assert!(
        built.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("width=\"5\"")),
        "the unapproved picture is nowhere"
    );
    assert!(built.text("rules/other/index.html").contains("Tone of voice"), "back-references");
}

#[test]
fn a_withdrawn_page_keeps_its_address_and_nothing_leads_to_it() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let before = story.build(Edition::Latest);
    assert!(before.text("sitemap.xml").contains("/tone/"));
    assert!(before.text("index.html").contains("tone/"));
    story.record(
        "withdraw",
        "record: withdrawal\npage: GL-1\nreason: Nobody needs it.\nrole: legal\nperson: law\ndate: 2026-01-03\n",
    );
    story.commit("Withdraw");
    for edition in [Edition::Latest, Edition::Approved] {
        let built = story.build(edition);
        let page = built.text("tone/index.html");
        assert!(page.contains("This page was withdrawn on") && page.contains("Nobody needs it."), "{page}");
        assert!(page.contains("as we speak"), "its words stay");
        assert!(!built.text("sitemap.xml").contains("/tone/"));
        assert!(!built.text("index.html").contains("href=\"./tone/\""));
        assert_eq!(built.found(), [""; 0]);
    }
}

/// A site whose guideline is deleted and withdrawn.
fn deleted_and_withdrawn(story: &mut MemorySite) {
    story.remove("content/tone.md");
    story.record(
        "withdraw",
        "record: withdrawal\npage: GL-1\nreason: Nobody needs it.\nrole: legal\nperson: law\ndate: 2026-01-03\n",
    );
    story.commit("Delete and withdraw");
}

#[test]
fn a_deleted_page_that_is_withdrawn_keeps_its_address_and_words() {
    let mut story = story();
    story.put("content/model.md", &asking_for_withdrawals());
    story.put("content/other.md", "---\ntitle: Other\n---\nSee [how we sounded](tone.md), [[GL-1]].\n");
    story.commit("Ask for withdrawals");
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &GUIDELINE.replace("as we speak", "whatever comes to mind"));
    story.commit("Draft");
    deleted_and_withdrawn(&mut story);
    for edition in [Edition::Latest, Edition::Approved] {
        let built = story.build(edition);
        let page = built.text("tone/index.html");
        assert!(page.contains("This page was withdrawn on 6 Jan 2026"), "{page}");
        assert!(page.contains("by law (The legal)") && page.contains("Nobody needs it."), "{page}");
        assert!(page.contains("as we speak") && !page.contains("whatever comes"), "{page}");
        assert!(page.contains("talk.") && page.contains(".svg"), "its picture stays: {page}");
        assert!(!built.text("sitemap.xml").contains("/tone/"));
        assert!(!built.text("index.html").contains("href=\"./tone/\""));
        assert!(built.text("other/index.html").contains("href=\"../tone/\""));
        assert_eq!(built.found(), [""; 0]);
        assert_eq!(status(&built, "C-2"), [Status::Met]);
        assert!(matches!(standing(&built, "GL-1"), Standing::Withdrawn { .. }));
    }
}

#[test]
fn a_page_in_the_place_of_a_deleted_one_has_its_address_and_its_names() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/new.md", "---\ntitle: Tone of voice\n---\nThe new words.\n");
    story.put("content/other.md", "---\ntitle: Other\n---\nSee [[Tone of voice]].\n");
    deleted_and_withdrawn(&mut story);
    let built = story.build(Edition::Latest);
    assert!(built.text("other/index.html").contains("href=\"../new/\""));
    assert!(built.text("tone/index.html").contains("as we speak"));
    assert_eq!(built.found(), [""; 0]);
    story.put("content/new.md", "---\ntitle: Tone of voice\naliases: [/tone/]\n---\nThe new words.\n");
    story.commit("Take its place");
    let built = story.build(Edition::Latest);
    assert!(!built.text("tone/index.html").contains("as we speak"), "it redirects");
    assert_eq!(built.found(), [""; 0]);
}

#[test]
fn what_takes_the_place_of_a_withdrawn_page_is_said_on_it() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let new = "---\ntitle: New tone\nkind: guideline\nid: GL-2\nsummary: Newer.\nsupersedes: [GL-1]\n---\nThe new words.\n";
    story.put("content/new.md", new);
    deleted_and_withdrawn(&mut story);
    let built = story.build(Edition::Latest);
    assert!(built.text("tone/index.html").contains("href=\"../new/\""), "{}", built.text("tone/index.html"));
}

#[test]
fn nothing_is_known_of_what_is_in_force_where_the_clone_was_cut_off() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let head = guidepost::world::Versions::head(&story.versions);
    story.versions.cut_at(head);
    // Neither what was there when it was cut off, nor what comes after.
    for when in ["at once", "after a draft and another approval"] {
        let built = story.build(Edition::Latest);
        assert!(built.site.governed.is_none(), "{when}");
        assert!(matches!(built.site.unknown, Some(Refusal::Cut(_))), "{when}: {:?}", built.site.unknown);
        let page = built.text("tone/index.html");
        assert!(page.contains("as we speak") && !page.contains("In force since"), "{when}: {page}");
        assert!(!built.paths().iter().any(|path| path.starts_with("checklist")), "{when}");
        let found = built.of(Code::NoModelInForce);
        assert!(found[0].message.contains("the clone is shallow"), "{when}: {}", found[0].message);
        assert_eq!(found[0].severity, Severity::Warning, "{when}");
        let found = story.build(Edition::Approved);
        assert_eq!(found.of(Code::NoModelInForce)[0].severity, Severity::Error, "{when}");
        // Neither the text nor a draft takes the place of what nobody knows.
        assert!(!found.paths().iter().any(|path| path.starts_with("tone/")), "{when}");
        story.put("content/tone.md", &GUIDELINE.replace("We write", "We all write"));
        story.commit("Draft");
        story.put("content/tone.md", GUIDELINE);
        story.approve("second");
    }
}

#[test]
fn an_item_names_the_roles_of_its_own_control() {
    let two = MODEL.replace(
        "---\nWho",
        "  - id: C-2\n    statement: Guidelines are approved by the sponsor.\n    for: {kind: guideline}\n    require: {approved_by: {roles: [sponsor]}}\n    accountable: sponsor\n---\nWho",
    );
    let mut story = story();
    story.put("content/model.md", &two);
    story.commit("Two controls");
    story.adopt();
    story.put("content/tone.md", &GUIDELINE.replace("as we speak", "with care"));
    story.commit("Draft");
    let reasons = |story: &MemorySite| -> Vec<String> {
        let built = story.build(Edition::Latest);
        let (_, checklist) = built.site.governed.as_ref().expect("a governed site");
        checklist.items().into_iter().map(|item| format!("{} | {}", item.reason, item.settle)).collect()
    };
    let reason = "the text that stood there before the page came under control is in force; a newer text";
    assert_eq!(
        reasons(&story),
        [
            format!("{reason} waits for The legal | guidepost approve GL-1 --role legal --by law"),
            format!("{reason} waits for The sponsor | guidepost approve GL-1 --role sponsor --by ceo"),
        ]
    );
    story.approve("legal");
    let signed = format!("{reason} is signed by all whom this asks, and waits for others | ");
    assert_eq!(reasons(&story)[0], signed);
}

#[test]
fn changed_captions_are_a_changed_text() {
    let mut story = story();
    story.put("content/talk.webm", "a film");
    story.put("content/talk.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n");
    story.put("content/tone.md", &GUIDELINE.replace("talk.svg", "talk.webm"));
    story.commit("A film");
    story.adopt();
    let record = |story: &MemorySite| {
        let one =
            |file: &str, with: &str| story.named(&format!("talk.webm{with}"), &format!("content/{file}"));
        let files = [("talk.webm", ""), ("talk.vtt", " + talk.vtt"), ("talk.svg", " + talk.svg")];
        let files = files.map(|(file, with)| one(file, with));
        format!(
            "record: approval\npage: GL-1\npath: content/tone.md\ntext: {}\nfiles:\n{}{}role: legal\nperson: law\ndate: 2026-01-03\n",
            story.id("content/tone.md"),
            files.concat(),
            story.against(),
        )
    };
    let text = record(&story);
    story.record("first", &text);
    story.commit("Approve");
    assert_eq!(status(&story.build(Edition::Latest), "C-1"), [Status::Met]);
    story.put("content/talk.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nSomething else.\n");
    story.commit("Other captions");
    assert_eq!(status(&story.build(Edition::Latest), "C-1"), [Status::Unmet]);
    let text = record(&story);
    story.record("second", &text);
    story.commit("Approve");
    assert_eq!(status(&story.build(Edition::Latest), "C-1"), [Status::Met]);
}

#[test]
fn a_page_that_is_the_model_no_more_keeps_its_approval() {
    let asked = MODEL.replace("for: {kind: guideline}", "for: {kind: [guideline, governance-model]}");
    let asked = asked.replace("roles: [legal]}}", "roles: [sponsor]}}");
    let mut story = story();
    story.put("content/model.md", &asked);
    story.put(
        "content/other.md",
        &asked.replace("GM-1", "GM-2").replace("How we decide", "How we decide now"),
    );
    story.commit("Two models");
    story.adopt();
    story.put("site.toml", &SITE.replace("GM-1", "GM-2"));
    // Another model is held against the one in force.
    let text = format!(
        "record: approval\npage: GM-2\npath: content/other.md\ntext: {}\nfiles:\n{}against: {}\nrole: sponsor\nperson: ceo\ndate: 2026-01-03\n",
        story.id("content/other.md"),
        story.keys(),
        story.id("content/model.md"),
    );
    story.record("other", &text);
    story.commit("Adopt the other");
    let built = story.build(Edition::Approved);
    assert!(matches!(standing(&built, "GM-2"), Standing::InForce(_)));
    assert!(matches!(standing(&built, "GM-1"), Standing::InForce(_)));
    assert_eq!(status(&built, "C-1")[0], Status::Met, "{:?}", reasons(&built, "C-1"));
}

/// A guideline of two halves, each long enough to be taken for the whole.
fn halves() -> (String, String) {
    let half = |name: &str| {
        let line = |line| format!("Line {line} of the {name} half says something of its own.\n");
        (1..=9).map(line).collect::<Vec<String>>().concat()
    };
    (half("first"), half("second"))
}

fn guideline(id: &str, body: &str) -> String {
    format!(
        "---\ntitle: Page {id}\nkind: guideline\nid: {id}\nsummary: How we sound.\n---\n{body}\n![Two people](talk.svg)\n"
    )
}

#[test]
fn an_approval_stays_with_the_number_when_a_page_is_split() {
    let (first, second) = halves();
    let mut story = story();
    story.put("content/tone.md", &guideline("GL-1", &(first.clone() + &second)));
    story.commit("Write more");
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &guideline("GL-1", &first));
    story.put("content/rest.md", &guideline("GL-2", &second));
    story.commit("Split");
    let built = story.build(Edition::Approved);
    assert!(matches!(standing(&built, "GL-1"), Standing::InForce(_)));
    assert!(matches!(standing(&built, "GL-2"), Standing::NothingApproved));
    let page = built.text("tone/index.html");
    assert!(page.contains("Line 1 of the first half") && page.contains("Line 9 of the second half"));
    assert!(!built.paths().contains(&"rest/index.html"));
}

#[test]
fn a_number_that_goes_with_the_other_half_keeps_its_text_in_force_where_that_stood() {
    let (first, second) = halves();
    let mut story = story();
    story.put("content/tone.md", &guideline("GL-1", &(first.clone() + &second)));
    story.commit("Write more");
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &guideline("GL-2", &first));
    story.put("content/rest.md", &guideline("GL-1", &second));
    story.commit("Split");
    let built = story.build(Edition::Approved);
    assert!(matches!(standing(&built, "GL-1"), Standing::InForce(_)));
    assert!(matches!(standing(&built, "GL-2"), Standing::NothingApproved), "the file is no approval");
    let page = built.text("tone/index.html");
    assert!(page.contains("Line 1 of the first half") && page.contains("Line 9 of the second half"));
    assert!(!built.paths().contains(&"rest/index.html"), "the move waits for the approval of its text");
    assert_eq!(built.of(Code::RecordDoesNotHold).len(), 0, "{:?}", built.found());
}

#[test]
fn what_is_not_approved_says_so_where_it_is_linked_to() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/other.md", OTHER);
    story.put("content/new.md", "---\ntitle: New\nkind: guideline\nid: GL-2\n---\nNew.\n");
    story.commit("Write more");
    let built = story.build(Edition::Approved);
    let other = built.text("other/index.html");
    assert!(
        other.contains("<a class=\"dead unapproved\" role=\"link\" aria-disabled=\"true\">the new one</a>"),
        "{other}"
    );
    assert_eq!(built.of(Code::BrokenLink).len(), 0, "{:?}", built.found());
    let register = built.text("checklist/register/index.html");
    assert!(register.contains("1 page more is under control") && !register.contains("GL-2"), "{register}");
}

#[test]
fn the_words_of_a_draft_are_shown_as_a_redline_where_the_site_says_so() {
    let mut story = story();
    story.put("site.toml", &format!("draft_redline = true\n{SITE}"));
    story.commit("Show drafts");
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &GUIDELINE.replace("as we speak", "as zorblax speaks"));
    story.commit("Draft");
    let built = story.build(Edition::Approved);
    let page = built.text("tone/index.html");
    let (_, redline) = page.split_once("What the draft would change").expect("a redline");
    let (redline, rest) = redline.split_once("</details>").expect("its end");
    assert!(redline.contains("<ins>") && redline.contains("zorblax"), "{redline}");
    assert!(!rest.contains("zorblax"), "{rest}");
    for (path, bytes) in built.files.iter().filter(|(path, _)| *path != "tone/index.html") {
        assert!(!String::from_utf8_lossy(bytes).contains("zorblax"), "{path}");
    }
}

#[test]
fn of_two_texts_approved_against_one_for_one_day_the_first_comes_into_force() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    for (name, words) in [("second", "as we think"), ("third", "as we hope")] {
        story.put("content/tone.md", &GUIDELINE.replace("as we speak", words));
        story.commit("Change");
        story.approve_with(name, "effective: 2026-06-01\n");
    }
    let built = story.build(Edition::Latest);
    let (governance, _) = built.site.governed.as_ref().expect("a governed site");
    let number = governance.subject_named("GL-1").expect("a page");
    let numbers: Vec<Option<u32>> =
        governance.in_force[number].issues.iter().map(|issue| issue.number).collect();
    // The third was not held against the second.
    assert_eq!(numbers, [None, Some(1), Some(2)]);
    let waiting = governance.in_force[number].waiting.as_ref().expect("the third");
    assert_eq!(waiting.roles, ["legal".into()], "its approval lapsed");
}

#[test]
fn histories_say_which_texts_were_approved() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/tone.md", &GUIDELINE.replace("as we speak", "as we think"));
    story.commit("Think first");
    let built = story.build(Edition::Latest);
    let history = built.text("tone/history/index.html");
    let (newest, first) = history.split_once(">r1</a>").expect("two revisions");
    assert!(first.contains("Issue 1, in force since") && first.contains("tone/issue/"), "{first}");
    assert!(!newest.contains("Issue 1"), "{newest}");
}

/// The address of the only issue of the guideline, from the site's root.
fn issue(built: &Built) -> String {
    let issues: Vec<&str> =
        built.paths().into_iter().filter(|path| path.starts_with("tone/issue/")).collect();
    let [issue] = issues.as_slice() else { panic!("one issue: {issues:?}") };
    issue.strip_suffix("/index.html").expect("a page").to_owned()
}

/// Commits an impostor, and holds the output to that of the same site without it.
fn takes_nothing(story: &MemorySite, (file, text): (&str, &str), taken: &str, place: &str) {
    let without = story.build(Edition::Latest);
    let mut story = story.clone();
    story.put(file, text);
    story.commit("Put something there");
    let built = story.build(Edition::Latest);
    assert!(!built.text(taken).contains("All is well."), "{file} is found at {taken}");
    // Pages are named elsewhere; files that are published as they are, nowhere.
    let is_same = built.text(taken) == without.text(taken);
    assert!(is_same || !file.starts_with("static/"), "{file} changes {taken}");
    let found = built.of(Code::AddressCollision);
    let places: Vec<String> = found.iter().map(|finding| built.place(finding)).collect();
    assert_eq!(places, [place], "{file}: {:?}", built.found());
    assert_eq!(found[0].severity, Severity::Error);
    let hint = &found[0].hints[0];
    assert!(hint.starts_with("rename it") || hint.starts_with("take the old address out"), "{hint}");
}

#[test]
fn nothing_stands_where_evidence_is_found() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    for words in ["as we think", "as we hope"] {
        story.put("content/tone.md", &GUIDELINE.replace("as we speak", words));
        story.commit("Change");
    }
    let issue = issue(&story.build(Edition::Latest));
    let page = "# Impostor\n\nAll is well.\n";
    let older = format!("content/{issue}.md");
    let other = "content/tone/issue/7.md";
    for (file, taken) in [
        ("content/checklist.md", "checklist/index.html"),
        ("content/Checklist.md", "checklist/index.html"),
        ("content/checklist/index.md", "checklist/index.html"),
        ("content/checklist/register.md", "checklist/register/index.html"),
        ("content/checklist/signed.md", "checklist/index.html"),
        ("content/tone/history.md", "tone/history/index.html"),
        ("content/changes.md", "changes/index.html"),
        (&older, &format!("{issue}/index.html")),
        (other, &format!("{issue}/index.html")),
    ] {
        takes_nothing(&story, (file, page), taken, file);
    }
    let issue_file = format!("static/{issue}/index.html");
    for (file, taken) in [
        ("static/checklist", "checklist/index.html"),
        ("static/checklist/register/index.html", "checklist/register/index.html"),
        ("static/checklist/records/index.html", "checklist/records/index.html"),
        ("static/CHECKLIST/records/index.html", "checklist/records/index.html"),
        ("static/checklist/signed.pdf", "checklist/index.html"),
        ("static/changes/index.html", "changes/index.html"),
        ("static/tone/history/index.html", "tone/history/index.html"),
        ("static/tone/history/texts.json", "tone/history/texts.json"),
        ("static/feed.xml", "feed.xml"),
        ("static/feed.xml/x.txt", "feed.xml"),
        ("static/roles/feed.xml", "roles/feed.xml"),
        ("static/sitemap.xml", "sitemap.xml"),
        (&issue_file, &format!("{issue}/index.html")),
    ] {
        takes_nothing(&story, (file, "All is well."), taken, file);
    }
    for (alias, taken) in [
        ("/checklist/", "checklist/index.html"),
        ("/checklist/records/", "checklist/records/index.html"),
        ("/tone/history/", "tone/history/index.html"),
        ("/changes/", "changes/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/sitemap.xml", "sitemap.xml"),
        (&format!("/{issue}/"), &format!("{issue}/index.html")),
    ] {
        let text = format!("---\ntitle: Impostor\naliases: [{alias}]\n---\nAll is well.\n");
        takes_nothing(&story, ("content/impostor.md", &text), taken, "content/impostor.md:3:11");
    }
}

#[test]
fn nothing_stands_where_the_pictures_of_texts_are_found() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    story.put("content/talk.svg", &PICTURE.replace('4', "5"));
    story.commit("Draw anew");
    let built = story.build(Edition::Latest);
    let pictures: Vec<String> =
        built.paths().into_iter().filter(|path| path.starts_with("talk.")).map(str::to_owned).collect();
    assert_eq!(pictures.len(), 2, "{pictures:?}");
    for picture in pictures {
        story.put(&format!("static/{picture}"), "All is well.");
        story.commit("Put a picture there");
        assert!(!story.build(Edition::Latest).text(&picture).contains("All is well."), "{picture}");
        assert_eq!(story.build(Edition::Latest).of(Code::AddressCollision).len(), 1);
        story.remove(&format!("static/{picture}"));
    }
}

#[test]
fn nothing_stands_where_the_texts_of_a_deleted_page_are_found() {
    let mut story = story();
    story.adopt();
    story.approve("first");
    let issue = issue(&story.build(Edition::Latest));
    story.record(
        "gone",
        "record: withdrawal\npage: GL-1\nreason: We say it elsewhere.\nrole: legal\nperson: law\ndate: 2026-01-04\n",
    );
    story.commit("Withdraw");
    story.remove("content/tone.md");
    story.commit("Delete");
    let taken = format!("{issue}/index.html");
    let file = format!("static/{issue}/index.html");
    takes_nothing(&story, (&file, "All is well."), &taken, &file);
    let alias = format!("---\ntitle: Impostor\naliases: [/{issue}/]\n---\nAll is well.\n");
    takes_nothing(&story, ("content/impostor.md", &alias), &taken, "content/impostor.md:3:11");
}

/// Where a relative address leads from the address of a page.
fn from_page(page: &str, address: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').filter(|name| !name.is_empty()).collect();
    for part in address.split('/') {
        if part == ".." {
            folders.pop();
        } else {
            folders.push(part);
        }
    }
    folders.join("/")
}
