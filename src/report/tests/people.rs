//! What people see, in the awkward places too.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

/// A finding about a stretch of the only file, drawn for people.
fn shown(text: &str, range: std::ops::Range<usize>) -> String {
    let place = Place::span(&file("a.md"), Span::new(range));
    let finding = Finding::new(Code::BrokenLink, place, "nothing there").label("here");
    drawn(ReportFormat::Text, Style::Plain, &[finding], &texts(&[("a.md", text)]))
}

/// What [`shown`] draws, below the place.
fn lines_shown(text: &str, range: std::ops::Range<usize>) -> String {
    shown(text, range).lines().skip(1).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn people_see_the_place_and_what_to_do() {
    let (findings, texts) = site();
    assert_eq!(
        drawn(ReportFormat::Text, Style::Plain, &findings, &texts),
        "\
error[broken-anchor]: `rules.md` has no heading `gifts`
 --> content/tone.md:5:24
  |
5 | See [the rule](rules.md#gifts).
  |                        ^^^^^^ not a heading there
  |
  = help: did you mean `#gift`?
  = help: headings: 100%, a:b, c
note: the nearest is here
 --> content/rules.md:3:1
  |
3 | ## Gift
  | ^^^^^^^

error[not-utf-8]: the file is not UTF-8
 --> content/old.md
  = help: save it as UTF-8

error[no-pages]: there is no page

"
    );
}

#[test]
fn colour_is_there_only_where_it_is_asked_for() {
    let (findings, texts) = site();
    let plain = drawn(ReportFormat::Text, Style::Plain, &findings, &texts);
    let coloured = drawn(ReportFormat::Text, Style::Coloured, &findings, &texts);
    assert!(!plain.contains('\x1b'));
    assert!(coloured.starts_with("\x1b[1m\x1b[91merror[broken-anchor]\x1b[0m"), "{coloured:?}");
    let bare = coloured.split('\x1b').map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    let first = coloured.split('\x1b').next().expect("a first part");
    assert_eq!(format!("{first}{}", bare.skip(1).collect::<String>()), plain);
}

#[test]
fn numbers_of_all_blocks_share_one_gutter() {
    let text = format!("{}first\n{}second\n", "\n".repeat(2), "\n".repeat(120));
    let texts = texts(&[("a.md", &text)]);
    let finding = Finding::new(Code::DuplicateId, at("a.md", &text, "second"), "twice")
        .related(at("a.md", &text, "first"), "");
    assert_eq!(
        drawn(ReportFormat::Text, Style::Plain, &[finding], &texts),
        "\
error[duplicate-id]: twice
   --> a.md:124:1
    |
124 | second
    | ^^^^^^
note: see also
   --> a.md:3:1
    |
  3 | first
    | ^^^^^

"
    );
}

#[test]
fn the_end_of_a_file_is_a_place() {
    assert_eq!(lines_shown("abc\n", 4..4), " --> a.md:2:1\n  |\n2 |\n  | ^ here");
    assert_eq!(lines_shown("abc", 3..9), " --> a.md:1:4\n  |\n1 | abc\n  |    ^ here");
    assert_eq!(lines_shown("", 0..0), " --> a.md:1:1\n  |\n1 |\n  | ^ here");
    assert_eq!(lines_shown("", 7..9), " --> a.md:1:1\n  |\n1 |\n  | ^ here");
}

#[test]
fn line_breaks_of_either_kind_are_no_text() {
    assert_eq!(lines_shown("abc\r\ndef\r\n", 5..10), " --> a.md:2:1\n  |\n2 | def\n  | ^^^ here");
    assert_eq!(lines_shown("abc\r\ndef", 4..5), " --> a.md:1:5\n  |\n1 | abc\n  |    ^ here");
    assert_eq!(
        lines_shown("abc\r\ndef\r\nghi", 1..8),
        " --> a.md:1:2\n  |\n1 |   abc\n  |  __^\n2 | | def\n  | |___^ here"
    );
}

#[test]
fn columns_count_characters_and_marks_stand_under_them() {
    let text = "\tä日本[x](y)\n";
    assert_eq!(lines_shown(text, 9..15), " --> a.md:1:5\n  |\n1 |     ä日本[x](y)\n  |          ^^^^^^ here");
    assert_eq!(lines_shown("aé", 2..3), " --> a.md:1:2\n  |\n1 | aé\n  |  ^ here", "within a character");
}

#[test]
fn a_span_over_some_lines_is_drawn_whole_and_over_many_by_its_first() {
    assert_eq!(
        lines_shown("one\ntwo\nthree\nfour\n", 4..13),
        " --> a.md:2:1\n  |\n2 | / two\n3 | | three\n  | |_____^ here"
    );
    assert_eq!(lines_shown(&"line\n".repeat(50), 7..200), " --> a.md:2:3\n  |\n2 | line\n  |   ^^ here");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("\n{}TARGET{}\n", "ä ".repeat(150_000), " b".repeat(500_000));
    let start = text.find("TARGET").expect("the place");
    let drawn = lines_shown(&text, start..start + 6);
    let lines: Vec<&str> = drawn.lines().collect();
    assert_eq!(lines[0], " --> a.md:2:300001");
    assert!(lines[2].starts_with("2 | ...") && lines[2].ends_with("..."), "{drawn}");
    assert!(lines[2].chars().count() <= 100, "{drawn}");
    let under = lines[3].find("^^^^^^ here").expect("the mark");
    assert_eq!(lines[2].chars().skip(under).take(6).collect::<String>(), "TARGET");
}

#[test]
fn lines_are_cut_to_the_width_of_the_terminal() {
    let text = format!("{}[x](nope.md){}\n", "some words ".repeat(15), " and more".repeat(15));
    let place = at("a.md", &text, "nope.md");
    let finding = Finding::new(Code::BrokenLink, place, "nothing there").label("leads nowhere");
    for width in [60, 80, 100, 200] {
        let mut out = Vec::new();
        let paper = Paper { width, ..Paper::PLAIN };
        write(
            ReportFormat::Text,
            paper,
            std::slice::from_ref(&finding),
            &texts(&[("a.md", &text)]),
            &mut out,
        )
        .expect("written");
        let drawn = String::from_utf8(out).expect("text");
        let longest = drawn.lines().map(|line| line.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= width), "{width}: {drawn}");
        assert!(drawn.contains("[x](nope.md)"), "{width}: {drawn}");
    }
}

#[test]
fn long_spans_and_messages_are_cut() {
    let drawn = shown(&"word".repeat(250_000), 8..900_000);
    assert!(drawn.len() < 1000, "{drawn}");
    let finding = Finding::of_site(Code::BrokenLink, "x".repeat(1_000_000)).hint("y".repeat(1_000_000));
    assert!(self::drawn(ReportFormat::Text, Style::Plain, &[finding], &texts(&[])).len() < 3000);
}

#[test]
fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
    let place = Place::span(&file("a\x1b[2J.md"), Span::new(0..4));
    let finding = Finding::new(Code::BrokenLink, place, "m\x1b[1m").label("l\x1b\nm").hint("h\x1b[1m\r");
    let texts = texts(&[("a\x1b[2J.md", "\x1b]0;x\x07")]);
    let drawn = drawn(ReportFormat::Text, Style::Plain, &[finding], &texts);
    assert!(drawn.chars().all(|c| c == '\n' || !c.is_control()), "{drawn:?}");
}

#[test]
fn a_place_without_a_text_is_named() {
    let place = Place::span(&file("gone.md"), Span::new(5..9));
    let finding = Finding::new(Code::UnreadableFile, place, "cannot be read").label("here");
    assert_eq!(
        drawn(ReportFormat::Text, Style::Plain, &[finding], &texts(&[])),
        "error[unreadable-file]: cannot be read\n --> gone.md\n\n"
    );
}

/// What is to be written differs from place to place, and is the same to whoever mends it.
#[test]
fn people_see_the_groups_of_machines() {
    let finding = |nth: usize, hint: &str| {
        let place = Place::span(&file("a.md"), Span::new(nth..nth + 1));
        Finding::new(Code::LinkForm, place, "a slip").hint(hint)
    };
    let findings = [
        finding(0, "write `a`"),
        finding(1, "write `b`"),
        Finding { cause: "another".to_owned(), ..finding(2, "write `c`") },
        Finding { message: "a third".to_owned(), cause: "another".to_owned(), ..finding(3, "write `d`") },
        Finding { severity: Severity::Error, ..finding(4, "write `a`") },
    ];
    let texts = texts(&[("a.md", "abcdef")]);
    let mut out = Vec::new();
    let paper = Paper { grouping: Grouping::ByCause, ..Paper::PLAIN };
    write(ReportFormat::Text, paper, &findings, &texts, &mut out).expect("written");
    let drawn = String::from_utf8(out).expect("text");
    let of_machines = self::drawn(ReportFormat::Json, Style::Plain, &findings, &texts);
    let groups: HashSet<&str> =
        of_machines.lines().filter_map(|line| line.split_once("\"group\":\"")?.1.split('"').next()).collect();
    assert_eq!((groups.len(), drawn.matches("[link-form]").count()), (3, 3), "{drawn}");
    assert!(drawn.contains("it stands at 1 more place: `a.md:1:2`"), "{drawn}");
}

proptest! {
    #[test]
    fn any_span_of_any_text_is_drawn(
        text in r"[a\u{e9}\u{65e5}\u{200d}\u{1f469}\u{301}\u{feff}\t\r\n \u{1b}]{0,40}|(\PC{0,30}\n){0,12}",
        start in 0..60_usize,
        length in 0..300_usize,
    ) {
        prop_assert!(shown(&text, start..start + length).contains("--> a.md:"));
    }
}
