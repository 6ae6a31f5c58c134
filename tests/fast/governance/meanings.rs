//! Each of the twelve meanings, by its number, as far as judging depends on it.

use guidepost::yaml;

use crate::governance::situation::Situation;

macro_rules! meanings {
    ($($name:ident { history: $history:literal, records: $records:literal, today: $today:literal, more: $more:literal, expect: $expect:literal })*) => {
        $(#[test]
        fn $name() {
            let text = format!(
                "name: it\nhistory: [{}]\nrecords: [{}]\ntoday: {}\n{}\nexpect: {{{}}}\n",
                $history, $records, $today, $more, $expect
            );
            let difference = Situation::read("meaning", &yaml::tree(&text).expect("YAML")).difference();
            assert_eq!(difference, None);
        })*
    };
}

meanings! {
    meaning_1_that_a_draft_waits_is_not_an_error {
        history: "'2026-01-10 pen: A', '2026-02-10 pen: B'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A",
        today: "2026-03-01", more: "severity: error",
        expect: "status: unmet, weight: warning"
    }
    meaning_1_what_was_never_approved_weighs_what_its_control_says {
        history: "'2026-01-10 pen: A'", records: "", today: "2026-03-01", more: "severity: error",
        expect: "status: unmet, weight: error"
    }
    meaning_2_days_are_those_of_the_zone {
        history: "'2026-01-10 pen: A'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A arrives=2026-01-12T23:30",
        today: "2026-01-13", more: "zone: Europe/Vienna",
        expect: "in_force: A, since: 2026-01-13"
    }
    meaning_3_issue_numbers_count_approved_texts_not_revisions {
        history: "'2026-01-10 pen: A', '2026-01-11 pen: B', '2026-01-12 pen: C', '2026-01-20 pen: D'",
        records: "2026-01-13 ops as lead approves C, 2026-01-13 law as legal approves C, 2026-01-21 ops as lead approves D, 2026-01-21 law as legal approves D",
        today: "2026-03-01", more: "", expect: "in_force: D, issue: 2, state: 3"
    }
    meaning_4_the_text_in_force_keeps_a_page_under_control {
        history: "'2026-01-10 pen: A', '2026-02-10 pen: B kind=page'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A",
        today: "2026-03-01", more: "", expect: "in_force: A, status: unmet"
    }
    meaning_4_the_working_text_brings_a_page_under_control {
        history: "'2026-01-10 pen: A kind=page', '2026-02-10 pen: B'", records: "",
        today: "2026-03-01", more: "", expect: "in_force: nothing, waits_for: lead legal"
    }
    meaning_5_a_record_counts_from_the_later_of_its_date_and_its_arrival {
        history: "'2026-01-10 pen: A'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A arrives=2026-02-20",
        today: "2026-03-01", more: "", expect: "since: 2026-02-20"
    }
    meaning_6_going_back_to_a_replaced_text_needs_new_approval {
        history: "'2026-01-10 pen: A', '2026-01-20 pen: B', '2026-02-10 pen: A'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A, 2026-01-22 ops as lead approves B, 2026-01-22 law as legal approves B",
        today: "2026-03-01", more: "", expect: "in_force: B, waits_for: lead legal"
    }
    meaning_7_a_new_model_makes_controls_unmet_and_pulls_no_text {
        history: "'2026-01-10 pen: A'", records: "2026-01-12 ops as lead approves A", today: "2026-03-02",
        more: "models: ['2024-12-01 {approved_by: {roles: [lead]}}', '2026-02-01 {approved_by: {roles: [lead, legal]}}']\nadopted: [2025-01-01, 2026-03-01]",
        expect: "in_force: A, status: unmet"
    }
    meaning_8_authors_are_all_who_wrote_since_the_text_in_force {
        history: "'2026-01-10 pen: A', '2026-01-20 pen+ops: B', '2026-01-21 pen: C'",
        records: "2026-01-12 ops as lead approves A, 2026-01-22 ops as lead approves C",
        today: "2026-03-01", more: "rule: '{approved_by: {roles: [lead], not_by_author_alone: true}}'",
        expect: "in_force: A, status: unmet"
    }
    meaning_9_other_rules_look_at_the_selected_edition {
        history: "'2026-01-10 pen: A risk=low', '2026-02-10 pen: B risk=high'",
        records: "2026-01-12 ops as lead approves A risk=low",
        today: "2026-03-01",
        more: "rule: '{field: {name: risk, matches: [low]}}'\ncontrol: '{approved_by: {roles: [lead]}}'\nedition: approved",
        expect: "in_force: A, status: met"
    }
    meaning_9_and_in_the_latest_edition_the_draft_is_shown {
        history: "'2026-01-10 pen: A risk=low', '2026-02-10 pen: B risk=high'",
        records: "2026-01-12 ops as lead approves A risk=low",
        today: "2026-03-01",
        more: "rule: '{field: {name: risk, matches: [low]}}'\ncontrol: '{approved_by: {roles: [lead]}}'",
        expect: "in_force: A, status: unmet"
    }
    meaning_10_the_text_in_force_is_told_and_that_a_draft_waits {
        history: "'2026-01-10 pen: A', '2026-02-10 pen: B'",
        records: "2026-01-12 ops as lead approves A, 2026-01-12 law as legal approves A",
        today: "2026-03-01", more: "",
        expect: "in_force: A, state: 0, reason: 'issue 1 is in force; a newer text waits for Lead and Legal'"
    }
    meaning_11_old_texts_are_read_leniently {
        history: "'2026-01-10 pen: A risk=extreme', '2026-02-10 pen: B'",
        records: "2026-01-12 ops as lead approves A risk=extreme, 2026-01-12 law as legal approves A risk=extreme",
        today: "2026-03-01", more: "", expect: "in_force: A, findings: none"
    }
    meaning_12_due_means_through_the_end_of_that_day {
        history: "'2026-01-10 pen: A'", records: "2026-01-12 law as legal reviews A",
        today: "2026-07-12", more: "rule: '{reviewed_every: {period: 6 months}}'",
        expect: "status: due soon, due: 2026-07-12"
    }
    meaning_12_the_day_after_is_too_late {
        history: "'2026-01-10 pen: A'", records: "2026-01-12 law as legal reviews A",
        today: "2026-07-13", more: "rule: '{reviewed_every: {period: 6 months}}'",
        expect: "status: overdue, due: 2026-07-12"
    }
}
