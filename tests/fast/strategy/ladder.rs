//! The ladder of engagement.

use super::{OBJECTIVE, lines, site};

#[test]
fn plays_and_channels_stand_on_their_level() {
    let built = site(&[
        OBJECTIVE,
        ("a.md", "title: Listen\nkind: play\nserves: [OB-1]\nlevel: monitor\nstate: running"),
        ("b.md", "title: Films\nkind: play\nserves: [OB-1]\nlevel: discover\nstate: planned"),
        ("c.md", "title: Pilot\nkind: play\nserves: [OB-1]\nlevel: monitor\nstate: done"),
        ("d.md", "title: Forum\nkind: channel\nlevel: monitor\nstate: in-use"),
        ("e.md", "title: Van\nkind: play\nserves: [OB-1]\nstate: idea"),
        ("f.md", "title: Unseen\nkind: play\nserves: [OB-1]\nlevel: monitor\ndraft: true"),
    ]);
    assert_eq!(
        lines(&built, "ladder"),
        [
            "Co-create nothing stands here",
            "Participate nothing stands here",
            "Share nothing stands here",
            "Discover the next level",
            "Plays to come",
            "Films",
            "Monitor the highest level in use",
            "Plays",
            "Listen",
            "Channels",
            "Forum",
            "Done or stopped",
            "Pilot",
            "Name no level",
            "Van",
        ]
    );
}
