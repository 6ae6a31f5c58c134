//! What was approved does not vanish, and is not refused for good, by what an editor does alone.

use crate::trust::attacked::{APPROVED, ATTACK, CANARY, GIFTS, QUIET, before_draft};
use crate::trust::judge::{never_shows, shows};
use crate::trust::recipe::Recipe;

const SHOWN: &str = "guidelines/gifts/index.html";

#[test]
fn a_page_whose_id_two_other_files_state_stands_where_it_stood() {
    let mini = before_draft();
    let before = mini.run_on(ATTACK, &["audit", "GL-1", "--on", QUIET]).stdout;
    let text = mini.read(GIFTS);
    mini.write("content/a/one.md", text.clone() + "\nzebracanary\n");
    mini.write("content/b/two.md", text);
    mini.write(GIFTS, "---\ntitle: Gifts\n---\nzebracanary\n");
    for is_committed in [false, true] {
        if is_committed {
            mini.commit_by("editor");
        }
        let after = mini.run_on(ATTACK, &["audit", "GL-1", "--on", QUIET]).stdout;
        let sentence = |said: &str| said.lines().find(|line| line.starts_with("On ")).map(str::to_owned);
        assert_eq!(sentence(&after), sentence(&before), "{after}");
        mini.is_registered_as("GL-1", "deleted");
    }
    let output = mini.output().expect("an edition");
    assert!(shows(&output, SHOWN, APPROVED));
    never_shows(&output, CANARY);
    let said = mini.run(&["check", "--edition", "approved"]);
    assert!(said.stderr.contains("it is not shown: GL-1 keeps its place"), "{}", said.stderr);
}

#[test]
fn a_withdrawn_page_keeps_its_place_against_one_that_is_moved_there() {
    let mini = before_draft();
    let travel = "content/guidelines/travel.md";
    mini.write(travel, mini.read(GIFTS).replace("GL-1", "GL-2").replace(APPROVED, "We travel by train."));
    mini.commit_by("editor");
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("GL-2", role, person);
    }
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Dangerous"], "legal", "head-of-legal");
    mini.git(&["mv", "--force", travel, GIFTS]);
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    assert!(shows(&output, SHOWN, "withdrawn") && shows(&output, SHOWN, APPROVED));
    assert!(shows(&output, "guidelines/travel/index.html", "We travel by train."), "it waits where it was");
}

#[test]
fn a_page_does_not_move_to_an_address_at_which_it_would_not_be_shown() {
    for to in ["checklist.md", "changes.md", "README.md", "index.html.md", &format!("{}.md", "x".repeat(245))]
    {
        let recipe = Recipe { files: vec![("content/policy.md", policy())], ..Recipe::default() };
        let mini = recipe.make();
        for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
            mini.approve("GL-2", role, person);
        }
        if to == "README.md" {
            mini.remove("content/index.md");
        }
        mini.git(&["mv", "content/policy.md", &format!("content/{to}")]);
        mini.commit_by("editor");
        let output = mini.output().expect("an edition");
        assert!(shows(&output, "policy/index.html", "We are polite."), "{to}");
    }
}

fn policy() -> Vec<u8> {
    b"---\ntitle: Policy\nkind: guideline\nid: GL-2\nowner: lead\nrisk: high\n---\nWe are polite.\n".to_vec()
}

#[test]
fn what_is_in_force_for_a_while_is_so_once() {
    let mini = Recipe::asking("{roles: [owner, legal], provisional: {role: safety, for: 3d}}").make();
    mini.draft();
    let again = ["approve", "GL-1", "--provisional"];
    mini.puts_on_record(&again, "safety", "safety-officer");
    mini.on("2025-03-05");
    let said = mini.tries(&again, "safety", "safety-officer");
    assert_eq!(said.status, 2, "{}", said.stdout);
    assert!(said.stderr.contains("in force for a while already, which it can be once"), "{}", said.stderr);
}

#[test]
fn what_lies_too_deep_or_has_too_long_an_address_refuses_nothing() {
    let mini = before_draft();
    mini.build_good();
    let deep = format!("content/{}page.md", "x/".repeat(600));
    let blob = mini.git(&["hash-object", "-w", GIFTS]).trim().to_owned();
    mini.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{deep}")]);
    mini.git(&["commit", "--quiet", "--message", "Deep"]);
    mini.git(&["rm", "--cached", "--quiet", &deep]);
    let alias = format!("/{}", "zzzzzzzzz/".repeat(600));
    mini.write("content/free.md", format!("---\ntitle: Free\naliases: [{alias}]\n---\nFree.\n"));
    mini.commit_by("editor");
    let said = mini.run(&["build", "--out", "out"]);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("is longer than file systems take"), "{}", said.stderr);
    assert!(shows(&mini.output().expect("an edition"), SHOWN, APPROVED));
}

#[test]
fn a_number_that_yaml_takes_for_one_is_an_id_as_it_is_written() {
    let recipe = Recipe {
        files: vec![(
            "content/policy.md",
            String::from_utf8(policy()).expect("text").replace("GL-2", "1.0").into(),
        )],
        ..Recipe::default()
    };
    let mini = recipe.make();
    for (role, person) in [("lead", "team-lead"), ("legal", "head-of-legal")] {
        mini.approve("1.0", role, person);
    }
    mini.is_registered_as("1.0", "in-force");
}

#[test]
fn front_matter_that_nobody_sees_holds_a_page_back() {
    let front = "---\ntitle: Secret\nkind: guideline\n---\n\nzebracanary\n";
    let wide: Vec<u8> = front.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let pages: [Vec<u8>; 6] = [
        [b"\xff\xfe".to_vec(), wide].concat(),
        format!("\u{c}{front}").into(),
        format!("\0{front}").into(),
        format!("\u{200b}{front}").into(),
        front.replace('\n', "\r").into(),
        format!(" {}", front.replace('\n', "\n ")).into(),
    ];
    for (number, page) in pages.iter().enumerate() {
        let mini = before_draft();
        mini.write("content/secret.md", page);
        mini.commit_by("editor");
        let output = mini.output().expect("an edition");
        assert!(!output.contains_key("secret/index.html"), "{number}");
    }
}

#[test]
fn a_tag_is_the_same_in_another_case_and_none_is_hidden_in_a_list() {
    let control = "  - id: C-2\n    statement: Secrets are signed.\n    for: {tag: secret}\n    require: {approved_by: {roles: [legal]}}\n    accountable: legal\n---\nWho";
    let recipe = Recipe::default();
    let mini = Recipe { model: recipe.model.replace("---\nWho", control), ..recipe }.make();
    for tags in ["[secret]", "[Secret]", "[[secret]]", "[other, {secret: 1}]"] {
        mini.write("content/secret.md", format!("---\ntitle: Secret\ntags: {tags}\n---\nzebracanary\n"));
        mini.commit_by("editor");
        never_shows(&mini.output().expect("an edition"), CANARY);
    }
}

#[test]
fn no_page_makes_a_folder_of_the_file_that_another_is_read_in() {
    let free = "---\ntitle: Free\n---\nzebracanary\n";
    for (path, kept) in [
        ("guidelines/gifts/index.html.md", SHOWN),
        ("guidelines/gifts/INDEX.HTML.md", SHOWN),
        ("guidelines/gifts/index.html/index.md", SHOWN),
        ("guidelines/gifts/index.html/x.md", SHOWN),
        ("index.html.md", "index.html"),
        ("changes/index.html.md", "changes/index.html"),
        ("feed.xml.md", "feed.xml"),
        ("sitemap.xml.md", "sitemap.xml"),
        ("404.html.md", "404.html"),
    ] {
        let mini = before_draft();
        let good = mini.output().expect("an edition");
        assert!(good.contains_key(kept), "{kept}: {:?}", good.keys());
        mini.write(&format!("content/{path}"), free);
        mini.commit_by("editor");
        let said = mini.run(&["build", "--out", "out"]);
        assert_eq!(said.status, 1, "{path}: {}", said.stderr);
        assert!(said.stderr.contains(&format!("content/{path}")), "{path}: {}", said.stderr);
        let output = mini.output().expect("an edition");
        assert!(output.contains_key(kept), "{path}");
        never_shows(&output, CANARY);
    }
}

#[test]
fn an_old_address_writes_no_file_by_which_servers_answer_for_an_approved_page() {
    let mini = before_draft();
    let aliases = [".htaccess", "web.config", "guidelines/gifts.html", "guidelines/gifts/index.html.gz"];
    let own = "guidelines/free.html";
    let listed = [&aliases[..], &[own]].concat().join(", /");
    let page = format!("---\ntitle: Free\naliases: [/{listed}]\n---\nFree.\n");
    mini.write("content/guidelines/free.md", page);
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    for alias in aliases {
        assert!(!output.contains_key(alias), "{alias}");
    }
    assert!(output.contains_key(own), "its own old address leads to it: {:?}", output.keys());
}
