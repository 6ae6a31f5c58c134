//! Lessons learned.

use super::{OBJECTIVE, lines, site};

#[test]
fn lessons_stand_by_what_came_of_them_and_by_play() {
    let built = site(&[
        OBJECTIVE,
        ("a.md", "title: Listen\nkind: play\nid: PL-1\nserves: [OB-1]\nstate: running"),
        ("b.md", "title: Films\nkind: play\nid: PL-2\nserves: [OB-1]\nstate: done"),
        ("c.md", "title: Pilot\nkind: play\nid: PL-3\nserves: [OB-1]\nstate: stopped"),
        (
            "l1.md",
            "title: Names first\nlearned_from: [PL-1, PL-2]\noutcome: adopted\nowner: lead\nsummary: Sign with a name.",
        ),
        ("l2.md", "title: Mornings\nlearned_from: [PL-1]\noutcome: dropped"),
        ("l3.md", "title: Seals\nlearned_from: PL-1"),
        ("l4.md", "title: Unseen\nlearned_from: PL-1\ndraft: true"),
    ]);
    assert_eq!(
        lines(&built, "lessons").join(" | "),
        [
            "Over, and no lesson is written | Pilot",
            "Adopted | Names first | Sign with a name. | Learned from Listen, Films Owner lead",
            "Dropped | Mornings | Learned from Listen",
            "Not said what came of it | Seals | Learned from Listen",
            "Lessons by play | Play | State | Lessons learned",
            "Listen | Running | Names first: Adopted | Mornings: Dropped | Seals: not said",
            "Films | Done | Names first: Adopted",
        ]
        .join(" | ")
    );
}
