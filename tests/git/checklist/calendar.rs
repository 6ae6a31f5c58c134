//! What RFC 5545 asks of a calendar, as far as ours goes.

const ONCE: [&str; 5] = ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"];

pub(crate) fn hold_to_the_rules(calendar: &str) {
    let body = calendar.strip_suffix("\r\n").expect("the last line ends too");
    for line in body.split("\r\n") {
        assert!(line.len() <= 75, "{line} has {} bytes", line.len());
        assert!(!line.is_empty() && !line.contains(['\r', '\n', '\t']), "{line:?}");
    }
    let unfolded = body.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    let mut open = Vec::new();
    let mut event: Vec<&str> = Vec::new();
    for line in lines {
        let (key, value) = line.split_once(':').expect("a key and a value");
        assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-;=".contains(&byte)), "{key}");
        match key {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value)),
            _ if open.last() == Some(&"VEVENT") => event.push(key),
            _ => {}
        }
        if line == "END:VEVENT" {
            for once in ONCE {
                assert_eq!(event.iter().filter(|key| **key == once).count(), 1, "{once} in {event:?}");
            }
            event.clear();
        }
        if ["SUMMARY", "DESCRIPTION"].contains(&key) {
            let bare = value.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
            assert!(!bare.contains(['\\', ',', ';']), "{value} is not escaped");
        }
    }
    assert!(open.is_empty());
    let mut ids = identities(calendar);
    ids.dedup();
    assert_eq!(ids.len(), calendar.matches("BEGIN:VEVENT").count(), "each event has an identity of its own");
}

/// The identities of its events, sorted.
pub(crate) fn identities(calendar: &str) -> Vec<&str> {
    let mut ids: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
    ids.sort_unstable();
    ids
}
