//! The commands as people and scripts use them: what they say, where, and how they end.

use crate::support;

use std::path::Path;

use serde_json::Value;
use support::{CommandRun, finish, guidepost, run, tree, write_files};

const CLEAN: [(&str, &str); 1] = [("content/index.md", "# Home\n\nText.\n")];
const BROKEN: [(&str, &str); 2] = [
    ("content/index.md", "# Home\n\n[A](gone.md) and ![](a.svg).\n"),
    ("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"),
];

fn site(files: &[(&'static str, &'static str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), files.iter().copied());
    root
}

fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// Runs a command on the site of a folder.
fn on(root: &Path, arguments: &[&str]) -> CommandRun {
    let here = if root.is_dir() { root } else { Path::new(".") };
    finish(guidepost().current_dir(here).args(["--root", text(root)]).args(arguments))
}

fn subcommands() -> Vec<String> {
    let help = run(&["--help"]).stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn exit_statuses() {
    let (clean, broken) = (site(&CLEAN), site(&BROKEN));
    let warning = site(&[("content/index.md", "# Home\n\n![](a.svg)\n"), ("content/a.svg", "<svg/>")]);
    for command in ["check", "build"] {
        assert_eq!(on(clean.path(), &[command]).status, 0, "{command}");
        assert_eq!(on(warning.path(), &[command]).status, 0, "a warning is no error");
        assert_eq!(on(broken.path(), &[command]).status, 1, "{command}");
        assert_eq!(on(&clean.path().join("nowhere"), &[command]).status, 2, "{command}");
        assert_eq!(on(&clean.path().join("content/index.md"), &[command]).status, 2, "a file is no root");
    }
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["check", "--format", "xml"],
        &["check", "--date", "2026-13-01"],
        &["build", "--base-url", "not an address"],
        &["schema", "nonsense"],
        &["new", "nonsense", "a.md"],
        &["new", "page", "../a.md"],
        &["new", "page", "index.md"],
    ] {
        let said = on(clean.path(), arguments);
        assert_eq!(said.status, 2, "{arguments:?}");
        assert!(said.stdout.is_empty() && !said.stderr.is_empty(), "{arguments:?}");
        assert!(!said.stderr.contains("os error"), "{}", said.stderr);
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let root = site(&CLEAN);
    let refused = |out: &str| {
        let said = on(root.path(), &["build", "--out", out]);
        assert_eq!(said.status, 2, "{out}: {}", said.stderr);
        assert!(said.stderr.starts_with("error: "), "{}", said.stderr);
        said.stderr
    };
    let below = |path: &str| text(&root.path().join(path)).to_owned();
    assert!(refused(&below("content/out")).contains("would become part of the site's sources"));
    assert!(refused(&below("content")).contains("the sources of the site"));
    assert!(refused(text(root.path())).contains("the root of the site"));
    assert!(refused(&below("content/index.md/x")).contains("not a folder"));
    assert!(refused("/dev/null/x").contains("not a folder"));
    write_files(root.path(), [("theirs/index.html", "by hand"), ("theirs/notes.txt", "kept")]);
    let theirs = tree(&root.path().join("theirs"));
    assert!(refused(&below("theirs")).contains("`index.html`"));
    assert_eq!(tree(&root.path().join("theirs")), theirs, "nothing of theirs is touched");
}

#[test]
fn files_of_others_in_the_output_are_never_deleted() {
    let root = site(&[("content/index.md", "# Home\n\nText.\n"), ("content/old.md", "# Old\n\nText.\n")]);
    let out = root.path().join("public");
    write_files(&out, [("notes.txt", "kept"), ("old/mine.txt", "kept")]);
    assert_eq!(on(root.path(), &["build"]).status, 0);
    std::fs::remove_file(root.path().join("content/old.md")).expect("removed");
    assert_eq!(on(root.path(), &["build"]).status, 0);
    let left = tree(&out);
    assert!(left.contains_key("notes.txt") && left.contains_key("old/mine.txt"));
    assert!(!left.contains_key("old/index.html"));
}

#[test]
fn every_command_shows_an_example() {
    let commands = subcommands();
    for expected in ["build", "check", "new", "init", "schema", "completions", "man"] {
        assert!(commands.iter().any(|command| command == expected), "{commands:?}");
    }
    for command in commands {
        let help = run(&[command.as_str(), "--help"]);
        assert_eq!(help.status, 0);
        let names_editors = help.stdout.contains("vscodium") && help.stdout.contains("vscode-insiders");
        assert_eq!(command == "serve", names_editors, "{command}");
        let examples =
            help.stdout.split("Example").nth(1).unwrap_or_else(|| panic!("{command} shows no example"));
        assert!(examples.contains(&format!("guidepost {command}")), "{examples}");
    }
}

#[test]
fn a_new_site_has_no_finding_and_takes_a_page_of_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("handbook");
    assert_eq!(run(&["init", text(&root)]).status, 0);
    let built = on(&root, &["build", "--date", "2026-11-16"]);
    assert!(built.status == 0 && built.stderr.contains("; no findings\n"), "{}", built.stderr);
    assert_eq!(run(&["init", text(&root)]).status, 2, "nothing is written over");

    let schema: Value = serde_json::from_str(&on(&root, &["schema"]).stdout).expect("JSON");
    for kind in schema["$defs"].as_object().expect("kinds").keys() {
        let made = on(&root, &["new", kind, &format!("new/{kind}.md"), "--date", "2026-11-16"]);
        assert_eq!(made.status, 0, "{kind}: {}", made.stderr);
    }
    let checked = on(&root, &["check", "--date", "2026-11-16"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    assert!(!checked.stderr.contains("error["), "{}", checked.stderr);
}

#[test]
fn pages_of_every_kind_in_an_empty_site() {
    let root = site(&CLEAN);
    let schema: Value = serde_json::from_str(&run(&["schema"]).stdout).expect("JSON");
    for kind in schema["$defs"].as_object().expect("kinds").keys() {
        assert_eq!(on(root.path(), &["new", kind, &format!("{kind}/first.md")]).status, 0, "{kind}");
    }
    let checked = on(root.path(), &["check"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
}

#[test]
fn schemas_name_every_key() {
    let root = site(&[(
        "site.toml",
        "[kinds.recipe]\nrequired = [\"serves_people\"]\nfields.serves_people = { type = \"number\" }\n",
    )]);
    let schema = |of: &[&str]| -> Value {
        serde_json::from_str(&on(root.path(), &[&["schema"], of].concat()).stdout).expect("JSON")
    };
    let keys = schema(&["site.toml"]);
    for key in guidepost::config::KEYS {
        assert!(keys["properties"][key.name]["description"].is_string(), "{}", key.name);
    }
    let all = schema(&[]);
    for kind in guidepost::config::Kinds::built_in(guidepost::words::Words::english()).all() {
        let properties = &all["$defs"][&kind.name]["properties"];
        for field in &kind.fields {
            assert!(properties[&field.name].is_object(), "{}: {}", kind.name, field.name);
        }
    }
    let blocks = schema(&["blocks"]);
    for block in guidepost::config::DataBlockKinds::built_in().all() {
        let properties = &blocks["$defs"][&block.name]["properties"];
        assert!(block.fields.iter().all(|field| properties[&field.name].is_object()), "{}", block.name);
    }
    let decision = schema(&["decision"]);
    assert_eq!(decision["required"], serde_json::json!(["questions", "outcomes"]));
    let own = schema(&["recipe"]);
    assert_eq!(own["properties"]["serves_people"]["type"], "integer");
    assert_eq!(own["required"][0], "serves_people");
}

#[test]
fn findings_as_json_lines() {
    let said = on(site(&BROKEN).path(), &["check", "--format", "json"]);
    let lines: Vec<Value> =
        said.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    let first = &lines[0];
    let place = (&first["file"], &first["line"], &first["column"]);
    assert_eq!(place, (&Value::from("content/index.md"), &Value::from(3), &Value::from(5)));
    assert_eq!((&first["code"], &first["severity"]), (&Value::from("broken-link"), &Value::from("error")));
    assert!(first["message"].is_string() && first["hints"].is_array());
    assert_eq!(said.status, 1);
    let clean = on(site(&CLEAN).path(), &["check", "--format", "json"]);
    assert_eq!((clean.stdout.as_str(), clean.status), ("", 0));
}

#[test]
fn findings_for_scanners_and_ci() {
    let root = site(&BROKEN);
    let stdout = |format: &str| on(root.path(), &["check", "--format", format]).stdout;
    let sarif: Value = serde_json::from_str(&stdout("sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    let rule = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("a rule");
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "content/index.md");
    assert_eq!(physical["region"]["startLine"], 3);
    let gitlab: Value = serde_json::from_str(&stdout("gitlab")).expect("JSON");
    assert_eq!(gitlab.as_array().map(Vec::len), Some(2));
    assert_eq!(gitlab[0]["location"]["path"], "content/index.md");
    let github = stdout("github");
    assert!(
        github.lines().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")),
        "{github}"
    );
    let text = on(root.path(), &["check", "--format", "text"]);
    assert!(text.stdout.is_empty() && text.stderr.starts_with("error[broken-link]: "), "{}", text.stderr);
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = run(&["completions", shell]);
        assert!(said.status == 0 && said.stdout.contains("guidepost"), "{shell}");
    }
    let manual = run(&["man"]).stdout;
    assert!(manual.contains(".TH guidepost") && manual.contains("Examples"), "{manual}");
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(&["man", "--out", text(folder.path())]).status, 0);
    let pages = tree(folder.path());
    for command in subcommands() {
        assert!(pages.contains_key(&format!("guidepost-{command}.1")), "{command}: {:?}", pages.keys());
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let root = site(&BROKEN);
    let with = |name: &str, value: &str| {
        finish(guidepost().env(name, value).args(["check", "--root", text(root.path())])).stderr
    };
    assert!(!on(root.path(), &["check"]).stderr.contains('\u{1b}'), "what is read here is no terminal");
    assert!(with("CLICOLOR_FORCE", "1").contains("\u{1b}["));
    assert!(!with("NO_COLOR", "1").contains('\u{1b}'));
    let machine = finish(guidepost().env("CLICOLOR_FORCE", "1").args([
        "check",
        "--format",
        "json",
        "--root",
        text(root.path()),
    ]));
    assert!(!machine.stdout.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::Stdio;
    let root = site(&BROKEN);
    for arguments in [
        &["schema"][..],
        &["man"],
        &["completions", "bash"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = guidepost();
        command.args(["--root", text(root.path())]).args(arguments);
        let output = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .expect("started")
            .wait_with_output()
            .expect("ended");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("panicked") && !stderr.contains("ipe"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn where_it_reads_and_writes() {
    let root = site(&CLEAN);
    let out = tempfile::tempdir().expect("a folder");
    assert_eq!(on(root.path(), &["build", "--out", text(&out.path().join("a/b"))]).status, 0);
    assert!(tree(out.path()).contains_key("a/b/index.html"));
    assert!(!root.path().join("public").exists());
    assert_eq!(
        finish(guidepost().current_dir(root.path()).arg("build")).status,
        0,
        "the root is here unless named"
    );
    assert!(root.path().join("public/index.html").exists());
    let relative = finish(guidepost().current_dir(out.path()).args([
        "build",
        "--root",
        text(root.path()),
        "--out",
        "here",
    ]));
    assert!(
        relative.status == 0 && out.path().join("here/index.html").exists(),
        "--out is seen from here: {}",
        relative.stderr
    );
}

#[test]
fn what_is_asked_for_beyond_the_files() {
    let root = site(&[
        ("site.toml", "base_url = \"https://one.example\"\n"),
        ("content/index.md", "# Home\n\nText.\n"),
        ("content/draft.md", "---\ndraft: true\n---\n# Draft\n\nText.\n"),
    ]);
    let public = root.path().join("public");
    assert_eq!(on(root.path(), &["build"]).status, 0);
    let sitemap = || std::fs::read_to_string(public.join("sitemap.xml")).expect("a sitemap");
    assert!(sitemap().contains("<loc>https://one.example/</loc>"));
    assert!(!public.join("draft").exists());
    assert_eq!(on(root.path(), &["build", "--drafts", "--base-url", "https://two.example/x/"]).status, 0);
    assert!(sitemap().contains("<loc>https://two.example/x/</loc>"));
    assert!(public.join("draft/index.html").exists());
    let made = on(root.path(), &["new", "play", "plan.md", "--date", "2027-01-31"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
}

#[test]
fn a_site_is_found_from_any_folder_in_it() {
    let root = site(&[
        ("site.toml", "name = \"Here\"\n"),
        ("content/index.md", "# Home\n\n[A](gone.md)\n"),
        ("content/deep/a.md", "# A\n\n[A](gone.md)\n"),
    ]);
    let from = |folder: &str, arguments: &[&str]| {
        finish(guidepost().current_dir(root.path().join(folder)).args(arguments))
    };
    let said = from("content/deep", &["check", "--format", "github"]);
    assert!(said.stderr.starts_with("The site is the one in ../.. "), "{}", said.stderr);
    assert!(said.stdout.contains("file=../../content/deep/a.md,line=3"), "{}", said.stdout);
    assert!(!from(".", &["check"]).stderr.contains("The site is"));
    let below = finish(guidepost().current_dir(root.path().join("content")).args(["check", "--root", "."]));
    assert!(
        below.stderr.contains("--> index.md:3:5") && !below.stderr.contains("The site is"),
        "{}",
        below.stderr
    );
}

#[test]
fn findings_name_files_as_they_are_found_from_here() {
    let folder = tempfile::tempdir().expect("a folder");
    write_files(&folder.path().join("handbook"), BROKEN);
    for (format, expected) in [
        ("text", "--> handbook/content/index.md:3:5"),
        ("json", "\"file\":\"handbook/content/index.md\""),
        ("github", "file=handbook/content/index.md,line=3"),
        ("gitlab", "\"path\":\"handbook/content/index.md\""),
        ("sarif", "\"uri\":\"handbook/content/index.md\""),
    ] {
        let mut command = guidepost();
        command.current_dir(folder.path()).args(["check", "--root", "handbook", "--format", format]);
        let said = finish(&mut command);
        assert!((said.stdout + &said.stderr).contains(expected), "{format}");
    }
}

#[test]
fn a_new_strategy_fills_every_view_with_three_pages_of_each_kind() {
    const KINDS: [(&str, &str); 9] = [
        ("map", "strategy/objectives/"),
        ("map", "strategy/goals/"),
        ("ladder", "plays/"),
        ("roadmap", "plays/"),
        ("channels", "channels/"),
        ("measures", "measures/"),
        ("scenarios", "scenarios/"),
        ("people", "people/"),
        ("lessons", "lessons/"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("strategy");
    assert_eq!(run(&["init", text(&root), "--kind", "strategy"]).status, 0);
    let built = on(&root, &["build"]);
    assert!(built.status == 0 && built.stderr.contains("; no findings\n"), "{}", built.stderr);
    let page = |address: &str| {
        std::fs::read_to_string(root.join(format!("public/{address}/index.html"))).expect(address)
    };
    // What a view shows, without navigation and foot of its page.
    let view = |name: &str| {
        let html = page(&format!("views/{name}"));
        let (_, view) = html.split_once("<div class=\"rest\">").expect("a view");
        view.split_once("</article>").expect("its end").0.to_owned()
    };
    let book = page("books/strategy");
    for title in ["The whole strategy on one map.", "Answer in the open"] {
        assert!(book.contains(title), "{title}");
    }
    for (name, folder) in KINDS {
        let view = view(name);
        let pages = root.join("content").join(folder).read_dir().expect(folder);
        let names = pages.map(|page| page.expect("a page").file_name().to_string_lossy().replace(".md", "/"));
        let shown: Vec<String> = names.filter(|page| view.contains(&format!("/{folder}{page}\""))).collect();
        assert_eq!(shown.len(), 3, "{name} shows of {folder} {shown:?}");
    }
    for name in [
        "map",
        "ladder",
        "roadmap",
        "channels",
        "measures",
        "scenarios",
        "coverage",
        "people",
        "lessons",
        "starter",
    ] {
        let view = view(name);
        for lack in [
            "view-missing",
            "view-gaps",
            "map-gap\"",
            "coverage-needs",
            "starter-lack",
            "starter-item unmet",
            "starter-item partly",
        ] {
            assert!(!view.contains(lack), "{name}: {lack} in {view}");
        }
    }
}

#[test]
fn options_that_mean_nothing_are_refused() {
    let root = site(&CLEAN);
    for arguments in [
        &["init", "x"][..],
        &["man"],
        &["completions", "bash"],
        &["new", "page", "a.md", "--drafts"],
        &["new", "page", "a.md", "--base-url", "https://a.example"],
    ] {
        let said = on(root.path(), arguments);
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{arguments:?}");
    }
    assert_eq!(tree(root.path()).len(), 1, "nothing was made");
}

#[test]
fn what_the_system_refuses_is_told_with_its_path() {
    let said = run(&["man", "--out", "/dev/null/x"]);
    assert_eq!(said.stderr, "error: `/dev/null/x`: not a directory\n");
    let root = site(&[("site.toml", ""), ("content/index.md", "# Home\n")]);
    let said = run(&["init", text(root.path())]);
    assert_eq!(
        said.stderr,
        format!("error: `{}` is a site already, and was left as it is\n", text(root.path()))
    );
    assert!(run(&["man"]).stdout.contains("[\\-\\-root DIR] COMMAND"), "{}", run(&["man"]).stdout);
}

#[test]
fn floods_are_summed_up() {
    let mut files = vec![("content/index.md".to_owned(), "# Home\n\nText.\n".to_owned())];
    for page in 0..25 {
        files.push((format!("content/a/p{page}.md"), "---\nsumary: x\n---\n# P\n\nText.\n".to_owned()));
    }
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let said = on(root.path(), &["check"]).stderr;
    assert_eq!(said.matches("warning[unknown-key]").count(), 1, "{said}");
    assert!(said.contains("it stands at 24 more places"), "{said}");
    assert!(said.contains("content/a/p1.md:2:1") && said.contains("guidepost check --all"), "{said}");
    let each = on(root.path(), &["check", "--all"]).stderr;
    assert_eq!(each.matches("warning[unknown-key]").count(), 25, "{each}");
    let lines = on(root.path(), &["check", "--format", "json"]).stdout;
    let group =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["group"].to_string();
    let groups: std::collections::BTreeSet<String> = lines.lines().map(group).collect();
    assert_eq!(groups.len(), 1, "{lines}");
    assert!(said.contains("\nIn all: 25 unknown-key\n"), "{said}");
    assert!(
        said.contains("Checked 26 pages in "),
        "the page of a folder that nobody wrote does not count: {said}"
    );
    assert_eq!(on(root.path(), &["check", "--format", "json"]).stdout.lines().count(), 25);
    let said = on(root.path(), &["schema", "guidline"]);
    assert!(said.stderr.contains("did you mean `guideline`?"), "{}", said.stderr);
}

#[test]
fn findings_of_one_cause_are_told_in_one() {
    let mut files = vec![("content/index.md".to_owned(), "# Home\n\nText.\n".to_owned())];
    for page in 0..8 {
        files.push((
            format!("content/p{page}.md"),
            format!("# P\n\n[VM](/azure/vm{page}) and [x](gone{page}.md).\n"),
        ));
    }
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let said = on(root.path(), &["check"]).stderr;
    assert_eq!(
        said.matches("error[broken-link]").count(),
        9,
        "each file that is gone, other sites once: {said}"
    );
    assert!(said.contains("there are 7 more of this kind: `content/p1.md:3:6` (`/azure/vm1`), "), "{said}");
    assert!(said.contains("16 errors"), "all are counted: {said}");
}

#[test]
fn warnings_are_denied_where_that_is_asked() {
    let root = site(&[("content/index.md", "# Home\n\n![](a.svg)\n"), ("content/a.svg", "<svg/>")]);
    let status = |arguments: &[&str]| on(root.path(), arguments).status;
    assert_eq!(status(&["check"]), 0);
    assert_eq!(status(&["check", "--deny", "warnings"]), 1);
    assert_eq!(status(&["build", "--deny", "warnings"]), 1);
    let said = on(root.path(), &["check", "--deny", "warning"]);
    assert!(said.status == 2 && said.stderr.contains("warnings"), "{}", said.stderr);
}

#[test]
fn a_decision_is_asked_and_its_outcome_said() {
    let page = "---\ntitle: Pictures\nid: GL-1\n---\n\n```decision\nquestions:\n  - {id: a, ask: Does anybody show?, answers: [{say: They do, outcome: ask}, {say: Nobody, outcome: post}]}\noutcomes:\n  - {id: post, say: Post it}\n  - {id: ask, say: Ask them first, rule: GL-2}\n```\n";
    let rule = "---\ntitle: Asking people\nid: GL-2\n---\n\nWords.\n";
    let settings = "name = \"A\"\nbase_url = \"https://play.example/book\"\n";
    let root = site(&[("content/pictures.md", page), ("content/asking.md", rule), ("site.toml", settings)]);
    let ask = |arguments: &[&str], answers: &str| {
        let mut command = guidepost();
        command.args(["--root", text(root.path()), "ask"]).args(arguments);
        let typed = root.path().join("answers");
        std::fs::write(&typed, answers).expect("answers");
        command.stdin(std::fs::File::open(typed).expect("answers"));
        finish(&mut command)
    };
    for name in [&[][..], &["GL-1"], &["pictures"], &["Pictures"]] {
        let asked = ask(name, "1\n").well();
        asked.says("Does anybody show?");
        asked.says("Ask them first\n  the rule: Asking people, https://play.example/book/asking/\n");
    }
    ask(&[], "nobody\n").well().says("\nPost it\n");
    let unknown = ask(&["Picture"], "1\n");
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean `Pictures`?"), "{}", unknown.stderr);
    let cut = ask(&[], "");
    assert!(cut.status == 2 && cut.stderr.contains("before there was an outcome"), "{}", cut.stderr);
    let none = on(site(&CLEAN).path(), &["ask"]);
    assert!(
        none.status == 2 && none.stderr.contains("no page of this site holds a decision"),
        "{}",
        none.stderr
    );
}
