//! The comparison of channels.

use super::{OBJECTIVE, lines, site};

#[test]
fn channels_stand_beside_each_other_with_what_is_missing() {
    let built = site(&[
        OBJECTIVE,
        (
            "forum.md",
            "title: Forum\nkind: channel\nid: CH-1\nstate: in-use\nlevel: participate\nstrengths: [Lasts]\nrisks: [Grows old, Is taken]\nfit: [Faults]\nresponse_time: One day.\nlistening: Two answerers.\nbefore_posting: second-pair-of-eyes\nowner: desk",
        ),
        ("photos.md", "title: Photos\nkind: channel\nid: CH-2\nstate: trial"),
        ("old.md", "title: Old board\nkind: channel\nid: CH-3\nstate: left"),
        ("desk.md", "title: Desk\nkind: role\nid: desk\nmay_publish_on: [CH-1]"),
        ("play.md", "title: Answer\nkind: play\nserves: [OB-1]\nuses: [CH-1]"),
        ("goal.md", "title: Goal\nkind: goal\nserves: [OB-1]\nuses: [CH-2]"),
    ]);
    assert_eq!(
        lines(&built, "channels").join(" | "),
        [
            "Nobody is said to listen | Photos | No response time | Photos | Not said who reads a post first | Photos",
            "No level of engagement | Photos | No play uses it | Photos",
            "Channels compared",
            "Channel | Strengths | Risks | Good for | Response time | Listening | Before posting | Used by plays",
            "Forum | State | In use | Level | Participate | Lasts | Grows old | Is taken | Faults | One day. | Two answerers.Answers for it Desk | Second pair of eyesMay publish Desk | Answer",
            "Old board | State | Left | Level | not said | not said | not said | not said | not said | nobodyAnswers for it nobody | not said | no play",
            "Photos | State | Trial | Level | not said | not said | not said | not said | not said | nobodyAnswers for it nobody | not said | no play",
        ]
        .join(" | ")
    );
}
