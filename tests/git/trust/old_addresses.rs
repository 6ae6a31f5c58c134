//! Class 25: old addresses lead to where their pages are, and take no address of anything else.

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{APPROVED, GIFTS, QUIET, before_draft};
use crate::trust::judge::{Output, shows};

/// The addresses that servers lead on from, as the map names them, without the address of the site.
fn led_on(output: &Output) -> Vec<String> {
    let map = String::from_utf8(output["redirects.map"].clone()).expect("text");
    let from = |line: &str| {
        let (from, to) = line.strip_suffix(';').and_then(|pair| pair.rsplit_once(' ')).expect("a pair");
        assert!(to.starts_with("/handbook/"), "it leads to a page: {line}");
        let bare = from.strip_prefix('"').and_then(|from| from.strip_suffix('"')).unwrap_or(from);
        // A bare word of the map: no pattern, and no end but its own.
        assert!(bare.starts_with("/handbook/"), "it is no address: {line}");
        assert!(!bare.contains([' ', '"', '\\', '{', '}', '\'']), "it is more than one word: {line}");
        assert!(bare.len() < from.len() || !bare.contains(';'), "it ends early: {line}");
        bare["/handbook".len()..].to_owned()
    };
    map.lines().map(from).collect()
}

/// A page with old addresses, each in quotes.
fn claims(addresses: &[String]) -> String {
    let aliases: Vec<String> = addresses.iter().map(|address| format!("\"{address}\"")).collect();
    format!("---\ntitle: Impostor\naliases: [{}]\n---\nAll is zebracanary.\n", aliases.join(", "))
}

#[test]
fn servers_lead_on_from_nothing_that_is_published() {
    let mini = before_draft();
    mini.write("static/hello.txt", "Hello.\n");
    mini.write("content/card.md", "---\ntitle: Card\n---\n[A form](form.txt)\n");
    mini.write("content/form.txt", "A form.\n");
    mini.commit_by("editor");
    let before = mini.output().expect("a build");
    let mut addresses: Vec<String> =
        before.keys().map(|path| format!("/{}", path.strip_suffix("index.html").unwrap_or(path))).collect();
    assert!(addresses.len() > 20, "{addresses:?}");
    addresses.extend(addresses.clone().iter().map(|address| address.to_uppercase()));
    addresses.extend(
        [
            "/guidelines/gifts/index.html",
            "/guidelines/gifts/issue/",
            "/guidelines/%67ifts/history/",
            "/checklist/else/",
            "/404.HTML",
        ]
        .map(str::to_owned),
    );
    addresses.push("/an/old/place/".to_owned());
    mini.write("content/else.md", claims(&addresses));
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        assert_eq!(led_on(output), ["/an/old/place/"]);
        assert!(shows(output, "an/old/place/index.html", "else/"));
        for (path, bytes) in before.iter().filter(|(path, _)| path.contains("/issue/")) {
            assert!(output[path] == *bytes, "{path} is as it was");
        }
    });
}

#[test]
fn an_old_address_with_signs_of_servers_stands_for_itself_and_is_told() {
    let mini = before_draft();
    let odd = ["/ ~.*", "/~anna/", "/a; return 200 x", "/b/{$uri}/", "/c/*/", "/d|e/", "/f^/", "/g'h/"];
    mini.write("content/else.md", claims(&odd.map(str::to_owned)));
    mini.commit_by("intruder");
    let said = mini.run(&["check"]);
    assert_eq!(said.stderr.matches("[bad-value]").count(), odd.len(), "each is told: {}", said.stderr);
    let output = mini.output().expect("a build");
    assert_eq!(led_on(&output).len(), odd.len());
}

#[test]
fn an_old_address_that_is_encoded_is_nothing_to_tell() {
    let mini = before_draft();
    mini.write("content/else.md", claims(&["/old%20gifts.html".to_owned(), "/Gr\u{f6}\u{df}e/".to_owned()]));
    mini.commit_by("editor");
    let said = mini.run_on(QUIET, &["check"]);
    assert!(!said.stderr.contains("bad-value"), "{}", said.stderr);
    let output = mini.output().expect("a build");
    assert_eq!(led_on(&output), ["/Gr%C3%B6%C3%9Fe/", "/old%20gifts.html"]);
    assert!(tree(&mini.good).len() < output.len());
}

/// Where the guideline is moved.
const MOVED: &str = "content/guidelines/presents.md";

/// The addresses of what proves the texts of the guideline at its first place.
fn evidence(output: &Output) -> Vec<String> {
    let is_evidence = |path: &&String| {
        path.starts_with("guidelines/gifts/")
            && (path.contains("/issue/") || path.ends_with("/history/index.html"))
            && path.ends_with("index.html")
    };
    output.keys().filter(is_evidence).cloned().collect()
}

/// Everything that was found at these paths leads on to the same below `there`.
fn leads_on(output: &Output, evidence: &[String], there: &str) {
    let map = led_on(output);
    for path in evidence {
        let rest = &path["guidelines/gifts/".len()..path.len() - "index.html".len()];
        assert!(
            output.contains_key(&format!("{there}{rest}index.html")),
            "{there}{rest}: {:?}",
            output.keys()
        );
        assert!(shows(output, path, &format!("{there}{rest}\"")), "{path} leads on to {there}{rest}");
        assert!(shows(output, path, "http-equiv=\"refresh\""), "{path} leads on at once");
        let from = format!("/{}", path.trim_end_matches("index.html"));
        assert!(map.contains(&from), "servers lead on from {from}: {map:?}");
    }
}

fn moved() -> (GovernedSite, Vec<String>) {
    let mini = before_draft();
    let evidence = evidence(&mini.output().expect("a build"));
    assert_eq!(evidence.len(), 2, "an issue and the history: {evidence:?}");
    mini.git(&["mv", GIFTS, MOVED]);
    mini.commit_by("editor");
    (mini, evidence)
}

#[test]
fn where_issues_and_the_history_were_before_a_move_leads_on() {
    let (mini, evidence) = moved();
    let said = mini.run(&["check"]);
    assert_eq!(said.status, 0, "a move needs no signature: {}", said.stderr);
    mini.builds(&[], &|output| {
        assert!(shows(output, "guidelines/presents/index.html", APPROVED));
        leads_on(output, &evidence, "guidelines/presents/");
    });
}

#[test]
fn issues_lead_on_over_two_moves_and_a_new_issue() {
    let (mini, evidence) = moved();
    mini.replace(MOVED, "twenty crowns", "ten crowns");
    mini.commit_by("editor");
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
    mini.git(&["mv", MOVED, "content/guidelines/favours.md"]);
    mini.commit_by("editor");
    mini.builds(&[], &|output| {
        assert!(shows(output, "guidelines/favours/index.html", "ten crowns"));
        leads_on(output, &evidence, "guidelines/favours/");
        let between = |path: &&String| path.starts_with("guidelines/presents/issue/");
        assert_eq!(output.keys().filter(between).count(), 2, "both issues were found there");
    });
}

#[test]
fn another_page_where_a_page_was_takes_no_address_of_its_issues() {
    let (mini, evidence) = moved();
    mini.write(GIFTS, "---\ntitle: Impostor\n---\nAll is zebracanary.\n");
    let issue = evidence.iter().find(|path| path.contains("/issue/")).expect("an issue").clone();
    let alias = format!("/{}", issue.trim_end_matches("index.html"));
    mini.write("content/else.md", claims(&[alias, "/guidelines/gifts/issue/0123456789ab/".to_owned()]));
    mini.write(&format!("static/{issue}"), "All is zebracanary.");
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        leads_on(output, std::slice::from_ref(&issue), "guidelines/presents/");
        assert!(
            !output.contains_key("guidelines/gifts/issue/0123456789ab/index.html"),
            "nor anything like it"
        );
    });
    let said = mini.run(&["check"]);
    assert_eq!(said.stderr.matches("[address-collision]").count(), 3, "{}", said.stderr);
}

/// On servers that tell case apart the old address would be gone, and nothing could lead on from it: to others it is the new one.
#[test]
fn a_move_that_changes_case_alone_waits_for_approval() {
    let mini = before_draft();
    let before: Vec<String> = mini.output().expect("a build").into_keys().collect();
    let of_page = |paths: Vec<String>| -> Vec<String> {
        paths.into_iter().filter(|path| path.to_lowercase().starts_with("guidelines/gifts/")).collect()
    };
    let before = of_page(before);
    assert!(before.len() > 2, "{before:?}");
    let to = "content/guidelines/GIFTS.md";
    mini.git(&["mv", GIFTS, to]);
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    assert_eq!(of_page(output.into_keys().collect()), before);
    mini.keeps_the_words();
    let said = mini.run(&["check"]);
    let said = said.stdout + &said.stderr;
    assert!(said.contains("that place waits for approval") && said.contains("git mv"), "{said}");
    mini.approve("GL-1", "lead", "team-lead");
    let output = mini.output().expect("a build");
    assert!(crate::trust::judge::shows(&output, "guidelines/GIFTS/index.html", APPROVED));
}

/// A name that changes where the address does not is a move like any.
#[test]
fn a_move_that_keeps_the_address_takes_effect_at_once() {
    let mini = before_draft();
    mini.write("content/guidelines/index.md", "---\ntitle: All\nkind: guideline\nid: GL-5\nowner: lead\nrisk: low\nsummary: All.\n---\nAll of zebraall.\n");
    mini.commit_by("editor");
    mini.approve("GL-5", "lead", "team-lead");
    mini.git(&["mv", "content/guidelines/index.md", "content/guidelines/README.md"]);
    mini.commit_by("editor");
    let registered = mini.registered("GL-5").expect("it is there");
    assert!(registered.to_string().contains("guidelines/README.md"), "{registered}");
}
