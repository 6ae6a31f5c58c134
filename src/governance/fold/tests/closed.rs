//! Days that are over stay as they were (step 7): whatever comes after a commit, of the days before it the same is said.

use std::fmt::Write as _;

use super::*;
use crate::date::{Day, Period};
use crate::governance::testing::day;

/// How many histories are tried.
const HISTORIES: u64 = 1_000;
/// How many commits each has after the adoption.
const COMMITS: u64 = 14;

/// Numbers that are the same for the same seed (splitmix64, by Steele, Lea and Flood).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[usize::try_from(self.below(all.len() as u64)).expect("few")]
    }
}

const FILES: [&str; 4] = ["one.md", "two.md", "policies/one.md", "old/one.md"];
const SIGNERS: [&str; 5] = ["ops as lead", "law as legal", "lab as safety", "ceo as sponsor", "new as lead"];

/// A history that grows at random: right and wrong, honest and not.
struct Grown {
    story: Story,
    dice: Dice,
    /// Days since the beginning of 2025.
    today: u64,
}

impl Grown {
    fn new(seed: u64) -> Grown {
        let mut dice = Dice(seed);
        let controls = dice.one_of(&[
            GUIDELINES,
            "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead], also: [{when: {field: {risk: high}}, roles: [legal]}], provisional: {role: safety, for: 3d}}}, accountable: lead}",
        ]);
        let controls = format!("{controls}, {BOTH}");
        let mut story = ungoverned(dice.one_of(&["", "appointed_by: legal\n"]), &controls);
        if dice.below(2) == 0 {
            write(&mut story, "2025-01-01", "pen", "Before");
        }
        story.adopt("2025-01-02", ("ceo", "sponsor"));
        Grown { story, dice, today: 1 }
    }

    /// The date of the next commit: mostly a little later, at times set back or on the same day.
    fn date(&mut self) -> String {
        self.today += [0, 0, 1, 1, 2, 5][usize::try_from(self.dice.below(6)).expect("few")];
        let back = if self.dice.below(6) == 0 { self.dice.below(20).min(self.today) } else { 0 };
        let days = i32::try_from(self.today - back).expect("few");
        day("2025-01-01").plus(Period::Days(days)).to_string()
    }

    fn grow(&mut self) {
        let when = self.date();
        match self.dice.below(20) {
            0..=3 => self.draft(&when),
            4..=10 => self.approve(&when),
            11 => self.take_back(&when),
            12 => self.move_page(&when),
            13 => self.settings(&when),
            14 => self.revise_model(&when),
            15 => self.role(&when),
            16 => self.forget_record(&when),
            17 => self.appoint(&when),
            18 => self.decline(&when),
            _ => self.copy(&when),
        }
    }

    fn page(&mut self) -> String {
        let id = self.dice.one_of(&["GL-1", "GL-1", "GL-2"]);
        let kind = self.dice.one_of(&["guideline", "guideline", "guideline\nrisk: high", "page"]);
        let shown = if self.dice.below(4) == 0 { "shows picture.png\n" } else { "" };
        let word = self.dice.below(6);
        format!("---\nkind: {kind}\nid: {id}\n---\n{shown}Word {word}\n")
    }

    fn draft(&mut self, when: &str) {
        let (file, text) = (*self.dice.one_of(&FILES.each_ref()), self.page());
        let picture = format!("picture {}", self.dice.below(3));
        let who = self.dice.one_of(&["pen", "ops", "law, brought by pen"]);
        self.story.commit(when, who, &[(file, Some(&text)), ("picture.png", Some(&picture))]);
    }

    fn files(&self) -> Vec<&'static str> {
        FILES.into_iter().filter(|file| self.story.has(file)).collect()
    }

    fn approve(&mut self, when: &str) {
        let files = self.files();
        let who = *self.dice.one_of(&SIGNERS.each_ref());
        let Some(file) = files.get(usize::try_from(self.dice.below(4)).expect("few")).or(files.first())
        else {
            return self.draft(when);
        };
        let later = day(when).plus(Period::Days(2));
        let more = match self.dice.below(12) {
            0 => format!("effective: {later}\n"),
            1 => "provisional: true\n".to_owned(),
            _ => String::new(),
        };
        let text = self.story.approval(when, who, (file, &more));
        self.story.record(when, &text);
    }

    fn take_back(&mut self, when: &str) {
        let id = self.dice.one_of(&["GL-1", "GL-2", "legal"]);
        let who = *self.dice.one_of(&SIGNERS.each_ref());
        let against = self.story.state().lives.get(id).and_then(Life::text_in_force);
        let mut lines = format!("page: {id}\nreason: Old.\n");
        if let Some(against) = against {
            let _ = writeln!(lines, "against: {against}");
        }
        lines.push_str(self.dice.one_of(&["", "release: true\n"]));
        self.story.record(when, &record("withdrawal", when, who, &lines));
    }

    fn move_page(&mut self, when: &str) {
        let files = self.files();
        let (Some(from), to) = (files.first(), *self.dice.one_of(&FILES.each_ref())) else { return };
        let text = self.story.text(self.story.id(from));
        self.story.commit(when, "pen", &[(from, None), (to, Some(&text))]);
    }

    fn settings(&mut self, when: &str) {
        let key = self.dice.one_of(&[
            "timezone = \"Pacific/Kiritimati\"\n",
            "timezone = \"Pacific/Pago_Pago\"\n",
            "exclude = [\"old/**\"]\n",
            "edition = \"latest\"\n",
        ]);
        self.story.commit(when, "pen", &[("site.toml", Some(&format!("{key}{SITE}")))]);
    }

    fn revise_model(&mut self, when: &str) {
        if self.dice.below(2) == 0 {
            let control = self.dice.one_of(&[
                "{id: C-1, statement: So., for: {kind: guideline}, require: {approved_by: {roles: [lead]}}, accountable: lead}",
                "{id: C-1, statement: So., for: pages, require: {approved_by: {roles: [legal]}}, accountable: lead}",
                "{id: C-1, statement: So., for: {kind: guideline}, since: 2025-01-20, require: {approved_by: {roles: [safety]}}, accountable: lead}",
            ]);
            let text = model("", &format!("{control}, {BOTH}"));
            return self.story.commit(when, "pen", &[("model.md", Some(&text))]);
        }
        let seen = self.story.state().law().expect("a model").text.exact.text;
        for who in [("ceo", "sponsor"), ("law", "legal")] {
            let text = format!("against: {seen}\n{}", self.story.approval_of_model(when, who));
            self.story.record(when, &text);
        }
    }

    fn role(&mut self, when: &str) {
        let holder = self.dice.one_of(&[
            "{name: ops, from: 2024-01-01}, {name: new, from: 2024-01-01}",
            "{name: new}",
            "{name: ops, to: 2025-01-10, identities: [ops@example.org]}",
        ]);
        self.story.commit(when, "pen", &[("lead.md", Some(&role("lead", holder)))]);
        if self.dice.below(2) == 0 {
            for who in ["ceo as sponsor", "law as legal"] {
                let text = self.story.approval(when, who, ("lead.md", ""));
                self.story.record(when, &text);
            }
        }
    }

    fn forget_record(&mut self, when: &str) {
        let records = self.story.records();
        let Some(file) = records.get(usize::try_from(self.dice.below(20)).expect("few")) else { return };
        self.story.commit(when, "pen", &[(file, None)]);
    }

    fn appoint(&mut self, when: &str) {
        let lines = "appoints: {role: lead, person: new, from: 2025-01-01}\nreason: New.\n";
        let who = self.dice.one_of(&["law as legal", "ceo as sponsor"]);
        self.story.record(when, &record("appointment", when, who, lines));
    }

    fn decline(&mut self, when: &str) {
        let files = self.files();
        let Some(file) = files.first() else { return };
        let text = self.story.id(file);
        let lines = format!("page: GL-1\ntext: {text}\nreason: Wrong.\n");
        let who = *self.dice.one_of(&SIGNERS.each_ref());
        self.story.record(when, &record("decline", when, who, &lines));
    }

    /// Another file with the same id, or the same words.
    fn copy(&mut self, when: &str) {
        let files = self.files();
        let (Some(from), to) = (files.first(), *self.dice.one_of(&FILES.each_ref())) else { return };
        let text = self.story.text(self.story.id(from));
        self.story.commit(when, "pen", &[(to, Some(&text))]);
    }
}

/// All that is said of a day: of every page what is in force, since when, by which records, where; the model; the holders.
fn said(state: &FoldState, on: Day) -> String {
    let mut text = String::new();
    for (id, life) in &state.lives {
        let then = life.on(on);
        let issue = match then.standing {
            crate::model::Standing::InForce(number) => then.issues.get(number),
            _ => None,
        };
        if issue.is_none()
            && matches!(
                then.standing,
                crate::model::Standing::NothingApproved | crate::model::Standing::Uncontrolled
            )
        {
            continue;
        }
        let _ = write!(text, "{id}: {:?}", short_standing(&then.standing));
        for issue in &then.issues {
            let there = &life.texts[issue.state];
            let by: Vec<String> =
                issue.basis.records().iter().filter_map(|record| Some(record.file_id?.to_string())).collect();
            let until = issue.until.filter(|until| *until <= on);
            let _ = write!(
                text,
                " [{:?} {} {} since {} until {until:?} by {by:?}]",
                issue.number,
                there.exact.text.short(),
                there.file,
                issue.since
            );
        }
        text.push('\n');
    }
    let law = state.laws.iter().rfind(|law| law.since <= on);
    let _ = writeln!(text, "model {:?}", law.map(|law| law.text.exact.text.short()));
    for role in state.roles_on(on).iter() {
        let _ = writeln!(text, "{}: {:?}", role.id, role.holders_on(on));
    }
    text
}

fn short_standing(standing: &crate::model::Standing) -> &'static str {
    match standing {
        crate::model::Standing::Withdrawn { .. } => "withdrawn",
        crate::model::Standing::InForce(_) => "in force",
        _ => "nothing",
    }
}

#[test]
fn what_was_said_of_a_day_that_is_over_is_said_for_ever() {
    let mut compared = 0;
    for seed in 1..=HISTORIES {
        let mut grown = Grown::new(seed);
        let mut heads = Vec::new();
        for _ in 0..COMMITS {
            grown.grow();
            if grown.dice.below(4) == 0 {
                heads.push(grown.story.state());
            }
        }
        let end = grown.story.state();
        let mut later = end.clone();
        later.days_until(day("2026-01-01"), &grown.story).expect("whole");
        for head in heads {
            let today = head.day.expect("a day");
            let mut on = day("2025-01-02");
            while on < today {
                let then = said(&head, on);
                for (state, when) in [(&end, "after further commits"), (&later, "a year later")] {
                    assert_eq!(said(state, on), then, "history {seed}: of {on}, {when}");
                }
                compared += 1;
                on = on.plus(Period::Days(1));
            }
        }
    }
    assert!(compared > 10 * HISTORIES, "{compared} days");
}
