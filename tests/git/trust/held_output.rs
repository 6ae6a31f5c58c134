//! What held: what is shown of a text can do nothing by itself, and hides nothing.

use html5gum::{Token, Tokenizer};

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{GIFTS, before_draft};
use crate::trust::judge::Output;

/// Things that would run if they stood in a page as they are.
const PAYLOADS: [&str; 30] = [
    "<script>zebrarun()</script>",
    "</script><script>zebrarun()</script>",
    "</title><script>zebrarun()</script>",
    "</textarea><script>zebrarun()</script>",
    "</style><script>zebrarun()</script>",
    "</noscript><script>zebrarun()</script>",
    "--><script>zebrarun()</script>",
    "]]><script>zebrarun()</script>",
    "<ScRiPt>zebrarun()</sCrIpT>",
    "<script\t>zebrarun()</script >",
    "<<script>zebrarun()//<</script>",
    "<img src=x onerror=zebrarun()>",
    "<img src=x OnError=\"zebrarun()\">",
    "\"><img src=x onerror=zebrarun()>",
    "'><img src=x onerror=zebrarun()>",
    "\" onmouseover=\"zebrarun()",
    "' onmouseover='zebrarun()",
    "` onmouseover=`zebrarun()",
    "<svg onload=zebrarun()>",
    "<svg/onload=zebrarun()>",
    "<body onload=zebrarun()>",
    "<details open ontoggle=zebrarun()>",
    "<input autofocus onfocus=zebrarun()>",
    "<a href=\"javascript:zebrarun()\">x</a>",
    "<a href=\" java\tscript:zebrarun()\">x</a>",
    "<iframe src=\"javascript:zebrarun()\"></iframe>",
    "<iframe srcdoc=\"<script>zebrarun()</script>\"></iframe>",
    "<math><mtext><script>zebrarun()</script></mtext></math>",
    "{{ zebrarun() }}{% include \"zebrarun\" %}",
    "&lt;script&gt;zebrarun()&lt;/script&gt;",
];

/// What is wrong with a page: what of it would run.
fn runs(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_script = false;
    for token in Tokenizer::new(html) {
        match token.expect("no reader fails") {
            Token::StartTag(tag) => {
                in_script =
                    tag.name.to_ascii_lowercase() == b"script" && !tag.attributes.contains_key(&b"src"[..]);
                for (name, value) in &tag.attributes {
                    let name = String::from_utf8_lossy(name).to_lowercase();
                    let value = String::from_utf8_lossy(value).to_lowercase();
                    let plain: String = value.chars().filter(|sign| !sign.is_whitespace()).collect();
                    let acts = name.starts_with("on") || name == "srcdoc" || plain.starts_with("javascript:");
                    if acts && value.contains("zebrarun") {
                        found.push(format!("{name}={value}"));
                    }
                }
            }
            Token::String(text) if in_script && String::from_utf8_lossy(&text).contains("zebrarun") => {
                found.push(String::from_utf8_lossy(&text).into_owned());
            }
            Token::EndTag(_) => in_script = false,
            _ => {}
        }
    }
    found
}

fn nothing_runs(output: &Output) {
    for (path, bytes) in output {
        let text = String::from_utf8_lossy(bytes);
        let ending = path.rsplit('.').next();
        if ending == Some("html") {
            assert_eq!(runs(&text), [""; 0], "{path}");
        } else if ending == Some("xml") {
            assert!(!text.contains("<script>zebra") && !text.contains("<img src=x"), "{path}: {text}");
        }
    }
}

fn both_editions(mini: &GovernedSite) -> [Output; 2] {
    ["latest", "approved"].map(|edition| {
        let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
        let folder = out.path().display().to_string();
        let said = mini.run(&["build", "--edition", edition, "--out", &folder]);
        assert_ne!(said.status, 2, "{}", said.stderr);
        tree(out.path())
    })
}

#[test]
fn what_would_run_is_found() {
    let running = |payload: &&str| !runs(payload).is_empty();
    assert!(PAYLOADS.iter().copied().filter(|payload| running(payload)).count() > 15);
}

#[test]
fn nothing_runs_that_stands_in_front_matter() {
    let mini = before_draft();
    for (nth, payload) in PAYLOADS.iter().enumerate() {
        let payload = serde_json::Value::from(*payload);
        let page = format!(
            "---\ntitle: {payload}\nsummary: {payload}\ntags: [{payload}]\nkind: guideline\nid: GL-1{nth}\nowner: lead\nrisk: high\n---\nWords.\n"
        );
        mini.write(&format!("content/guidelines/p{nth}.md"), page);
    }
    mini.commit_by("intruder");
    let editions = both_editions(&mini);
    assert!(!crate::trust::judge::where_shown(&editions[0], "zebrarun").is_empty(), "they are shown");
    editions.iter().for_each(nothing_runs);
}

#[test]
fn nothing_runs_that_stands_in_the_reason_of_a_change() {
    let mini = before_draft();
    for (nth, payload) in PAYLOADS.iter().enumerate() {
        mini.write("content/notes.md", format!("---\ntitle: Notes\n---\nNote {nth} of `{payload}`.\n"));
        mini.commit_saying("intruder", &format!("{payload}\n\nSince {payload}."));
    }
    let author = format!("--author={} <zebra@example.org>", PAYLOADS[11].replace(['<', '>'], ""));
    mini.write("content/notes.md", "---\ntitle: Notes\n---\nNote.\n");
    mini.git_of("intruder").run(&["commit", "--quiet", "--all", "--message", "x", &author]);
    let editions = both_editions(&mini);
    assert!(!crate::trust::judge::where_shown(&editions[0], "zebrarun").is_empty(), "they are shown");
    editions.iter().for_each(nothing_runs);
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let mini = before_draft();
    for (nth, title) in ["=1+1", "+1", "-1", "@SUM(A1)", "\\t=1+1", "\\r=1+1"].iter().enumerate() {
        let page = format!(
            "---\ntitle: \"{title}\"\nkind: guideline\nid: \"=GL-{nth}\"\nowner: lead\nrisk: high\nsummary: x\n---\nWords.\n"
        );
        mini.write(&format!("content/guidelines/f{nth}.md"), page);
    }
    mini.commit_by("intruder");
    for command in ["register", "checklist"] {
        let said = mini.run(&[command, "--format", "csv"]);
        assert!(said.stdout.contains("GL-5"), "{}{}", said.stdout, said.stderr);
        for cell in cells(&said.stdout) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{command}: `{cell}`");
        }
    }
}

/// The cells of a table, without their quotes.
fn cells(table: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for sign in table.trim_start_matches('\u{feff}').chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(String::new()),
            '\r' if !quoted && cells.last().is_some_and(|cell| !cell.is_empty()) => {}
            _ => cells.last_mut().expect("a cell").push(sign),
        }
    }
    cells
}

#[test]
fn a_letter_that_looks_alike_is_shown_in_the_redline() {
    let mini = before_draft();
    mini.replace(GIFTS, "accept no gift", "\u{430}ccept no gift");
    mini.commit_by("intruder");
    let said = mini.run(&["diff", "GL-1", "--edition", "latest"]);
    assert!(
        said.stdout.contains('\u{430}') && said.stdout.contains("accept"),
        "{}{}",
        said.stdout,
        said.stderr
    );
    mini.keeps_the_words();
}

#[test]
fn words_that_turn_the_reading_round_are_shown_in_the_redline() {
    let mini = before_draft();
    mini.replace(GIFTS, "no gift", "no\u{202e} gift");
    mini.commit_by("intruder");
    let said = mini.run(&["diff", "GL-1", "--edition", "latest"]);
    assert!(!said.stdout.contains('\u{202e}'), "it turns nothing round: {}", said.stdout);
    assert!(said.stdout.contains("gift"), "{}{}", said.stdout, said.stderr);
    mini.keeps_the_words();
}
