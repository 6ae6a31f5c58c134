//! Each grammar that code is highlighted by, over nasty inputs. A grammar that loops cannot be
//! stopped from inside, so each runs in a process of its own with a time limit.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use guidepost::markdown::{Opening, Options, ReferenceMarkup, Resolve, languages, parse};
use guidepost::words::Words;

/// Tells a process of this test which language it is to run.
const LANGUAGE: &str = "GRAMMAR_UNDER_TEST";
/// How long one language may take. Debug builds on busy machines are slow; loops are for ever.
const LIMIT: Duration = Duration::from_secs(20);

struct AsWritten;

impl Resolve for AsWritten {
    fn words(&self) -> &Words {
        Words::english()
    }

    fn resolve(&self, _: usize) -> ReferenceMarkup<'_> {
        ReferenceMarkup::AsWritten
    }
}

/// Does nothing unless it is started by the test below.
#[test]
fn one_grammar() {
    let Ok(language) = std::env::var(LANGUAGE) else { return };
    for code in nasty() {
        let page = format!("~~~~~~~~ {language}\n{code}\n~~~~~~~~\n");
        let mut html = String::new();
        parse(&page, &Options::default()).html(Opening::Shown, &AsWritten, &mut html);
        assert!(html.contains("<pre"), "{language}: {code:?}");
    }
}

#[test]
fn no_grammar_hangs_or_panics() {
    let mut waiting: Vec<&str> = languages().collect();
    let side_by_side = std::thread::available_parallelism().map_or(2, usize::from);
    let (ending, ended) = mpsc::channel();
    let mut running: HashMap<&str, Running> = HashMap::new();
    let mut failed = Vec::new();
    while !waiting.is_empty() || !running.is_empty() {
        while running.len() < side_by_side
            && let Some(language) = waiting.pop()
        {
            running.insert(language, start(language, &ending));
        }
        let first = running.values().map(|one| one.until).min().expect("one that runs");
        let left = first.saturating_duration_since(Instant::now());
        // One that was stopped ends too, and is known already.
        let one = ended.recv_timeout(left).ok().and_then(|language| running.remove_entry(language));
        if let Some((language, mut one)) = one {
            let status = one.child.wait().expect("its end");
            failed.extend((!status.success()).then(|| format!("{language} panics")));
        }
        let now = Instant::now();
        for (language, mut late) in running.extract_if(|_, one| one.until <= now) {
            let _ = late.child.kill();
            let _ = late.child.wait();
            failed.push(format!("{language} hangs"));
        }
    }
    assert!(failed.is_empty(), "take these out of the vetted set: {failed:#?}");
}

/// A process that runs one language.
struct Running {
    child: Child,
    /// When it has taken too long.
    until: Instant,
}

/// Starts one, whose language is sent once it has ended.
fn start(language: &'static str, ending: &mpsc::Sender<&'static str>) -> Running {
    let mut child = Command::new(std::env::current_exe().expect("this test's own program"))
        .args(["--exact", "grammars::one_grammar", "--quiet"])
        .env(LANGUAGE, language)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let mut output = child.stdout.take().expect("piped");
    let ending = ending.clone();
    std::thread::spawn(move || {
        // Its output ends when it does.
        let _ = std::io::copy(&mut output, &mut std::io::sink());
        let _ = ending.send(language);
    });
    Running { child, until: Instant::now() + LIMIT }
}

/// Inputs that have made grammars loop, or are likely to.
fn nasty() -> Vec<String> {
    let openers = [
        "\"",
        "'",
        "`",
        "\"\"\"",
        "'''",
        "/*",
        "x /*",
        "<!--",
        "{-",
        "(*",
        "--[[",
        "=begin",
        "#|",
        "<<EOF",
        "<<-'E'",
        "R\"(",
        "r#\"",
        "@\"",
        "$\"{",
        "${",
        "#{",
        "{{",
        "{%",
        "<%",
        "<?php",
        "<script>",
        "<script>x /*",
        "<style>a{",
        "<style>/*",
        "[[",
        "((",
        "\\begin{",
        "$$",
        "/re",
        "x = /",
        "%q(",
        "%w[",
        "qw{",
        "s/a/",
        "@@ -1",
        "---\na: |",
        "- - - -",
        "? :",
        "a: &b *b",
        "fn f<",
        "template <",
        "class A<B<",
        "#if",
        "#define x \\",
        "=>",
        "->",
        ":::",
        "<a b='",
        "<a b=\"{{",
        "&#",
        "&",
        "x <",
        "async (",
        "({",
        "[(",
        "@media (",
        "a:not(",
        "!important /*",
        "|",
        "FROM x AS",
        "RUN \\",
        "SELECT '",
        "BEGIN",
        "end",
        "\\",
        "^",
        "*/",
        "-->",
        "\u{0}",
        "\u{feff}",
        "é\u{301}",
        "\u{1f600}",
        "\t\t",
        "return",
        "export default <",
        "import {",
        "type A = {",
        "enum",
        "let x: (",
        "a ? b : c ?",
        "function* f() { yield /*",
        "x => {",
        "<A b={",
        "<></>",
        "`${`${`",
        "f\"{x!r:{",
        "def f(",
        "lambda *",
        "\r",
        "```js",
        "```\n~~~",
        "# h\n```rust",
        "GET / HTTP/1.1",
        "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<script>",
    ];
    let mut inputs: Vec<String> = Vec::new();
    for opener in openers {
        inputs.push(opener.to_owned());
        inputs.push(format!("{opener}\n{opener} a = 1;\n"));
        inputs.push(format!("a {}", opener.repeat(40)));
    }
    inputs.push(openers.join(" "));
    inputs.push(openers.join("\n"));
    for bracket in ["(", "[", "{", "<", "\"", "<a ", "(a", "{a:"] {
        inputs.push(bracket.repeat(900 / bracket.len()));
        inputs.push(format!("{bracket}\n").repeat(150));
    }
    inputs.push("x".repeat(999));
    inputs.push("a b, ".repeat(199));
    inputs.push("1.".repeat(499));
    inputs.push(" ".repeat(999));
    inputs.extend((0..6).map(noise));
    inputs
}

/// Signs at random, always the same for the same seed, more often those that mean something to grammars.
fn noise(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).expect("small")
    };
    let signs = "\"'`/*\\<>{}[]()$#@!%&|=-+:;.,~^?_ \n\n\tabcxyz019é日";
    let signs: Vec<char> = signs.chars().collect();
    (0..400).map(|_| signs[next(signs.len())]).collect()
}
