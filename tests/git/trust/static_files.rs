//! What is published as it is takes the place of nothing that was approved, and tells no server what to answer.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, before_draft, with_draft};
use crate::trust::judge::{ADDRESS, Output, never_shows, shows, where_shown};
use crate::trust::recipe::Recipe;

/// A guideline that shows a picture and links a document, and more.
fn with(body: &str, files: &[(&'static str, &str)]) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.guideline.extend(["\n", body, "\n"]);
    for (path, bytes) in files {
        recipe.files.push((*path, bytes.as_bytes().to_vec()));
    }
    recipe.approved()
}

/// No file of the output has this name, and a finding of this code says why.
fn is_refused(mini: &GovernedSite, code: &str, path: &str) {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let said = mini.run(&["build", "--out", &out.path().display().to_string()]);
    assert_eq!(said.status, 1, "{path}: {}{}", said.stdout, said.stderr);
    assert!(
        said.stderr.contains(&format!("error[{code}]")) && said.stderr.contains("help: "),
        "{}",
        said.stderr
    );
    let output = crate::support::tree(out.path());
    assert!(shows(&output, ADDRESS, APPROVED), "{path}: the approved words are gone");
    never_shows(&output, CANARY);
}

#[test]
fn a_file_as_it_is_does_not_take_the_place_of_an_approved_one() {
    let files = [("content/guidelines/p.png", "the picture"), ("content/guidelines/form.pdf", "the form")];
    let body = "![x](p.png) [form](form.pdf) <img src=\"p.png\" alt=\"x\">";
    for name in ["p.png", "form.pdf"] {
        let mini = with(body, &files);
        let approved = mini.read(&format!("content/guidelines/{name}"));
        let shows_it = |output: &Output| {
            let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
            assert!(!page.contains(&format!("../{name}\"")), "{page}");
            assert!(!where_shown(output, &approved).is_empty(), "{name} is gone");
        };
        mini.write(&format!("static/guidelines/{name}"), "another");
        mini.commit_by("intruder");
        shows_it(&mini.output().expect("a build"));
        mini.write(&format!("content/guidelines/{name}"), CANARY);
        mini.commit_by("intruder");
        shows_it(&mini.output().expect("a build"));
        mini.remove(&format!("content/guidelines/{name}"));
        mini.commit_by("intruder");
        shows_it(&mini.output().expect("a build"));
    }
}

/// What is not there when the text is approved, and comes later as a file that is published as it is.
#[test]
fn what_was_missing_is_not_found_among_files_as_they_are() {
    let body = "![x](late.png) [x](late.pdf) <img src=\"late.png\" alt=\"x\"> <img srcset=\"late.png 2x\" alt=\"x\">\n<iframe src=\"late.html\" title=\"x\"></iframe>";
    let mini = with(body, &[]);
    for folder in ["static/guidelines", "static/guidelines/gifts"] {
        for name in ["late.png", "late.pdf", "late.html"] {
            mini.write(&format!("{folder}/{name}"), "another");
        }
    }
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(!shows(&output, ADDRESS, "late."), "{}", String::from_utf8_lossy(&output[ADDRESS]));
    mini.draft();
    let output = mini.output().expect("a build");
    assert!(!shows(&output, ADDRESS, "late."), "{}", String::from_utf8_lossy(&output[ADDRESS]));
}

#[test]
fn no_file_as_it_is_tells_a_server_what_to_answer() {
    let names = [
        "redirects.map",
        ".htaccess",
        "guidelines/.htaccess",
        ".HTACCESS",
        ".htpasswd",
        "_redirects",
        "_headers",
        "_worker.js",
        "web.config",
        "guidelines/Web.config",
        ".user.ini",
        "staticwebapp.config.json",
        "web.config.",
        "Web.Config. .",
        "web.config::$DATA",
        "now.json",
        "_config.yml",
        "_config.toml",
        "wrangler.jsonc",
        "middleware.ts",
        "api/x.js",
        "API/deeper/[[...all]].TS",
        "functions/_middleware.js",
        "_worker.js/index.js",
        ".vercel/output/config.json",
        "WEB-INF/web.xml",
        "app_offline.htm",
        "Staticfile",
        "static.json",
        "CNAME",
    ];
    for name in names {
        let mini = with_draft();
        mini.write(&format!("static/{name}"), format!("Redirect /checklist/ /{CANARY}/\n"));
        mini.commit_by("intruder");
        is_refused(&mini, "withheld-file", name);
    }
}

#[test]
fn the_map_of_old_addresses_is_the_generated_one() {
    let mini = with_draft();
    let home = "content/index.md";
    mini.replace(home, "title: Handbook\n", "title: Handbook\naliases: [/start/]\n");
    mini.write("static/redirects.map", "/checklist/ /zebracanary/;\n");
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(shows(&output, "redirects.map", "start"), "the map is there");
    is_refused(&mini, "withheld-file", "redirects.map");
}

#[test]
fn no_file_as_it_is_stands_for_an_approved_page() {
    let names = [
        "guidelines/gifts.html",
        "guidelines/gifts.htm",
        "guidelines/Gifts.HTML",
        "guidelines/gifts.php",
        "guidelines/gifts.html.en",
        "guidelines/gifts/index.htm",
        "guidelines/gifts/index.php",
        "guidelines/gifts/Default.htm",
        "guidelines/gifts/index.html.gz",
        "guidelines/gifts/index.html.br",
        "guidelines/gifts.html.gz",
        "checklist.html",
        "index.html.zst",
    ];
    for name in names {
        let mini = with_draft();
        mini.write(&format!("static/{name}"), CANARY);
        mini.commit_by("intruder");
        is_refused(&mini, "address-collision", name);
    }
}

#[test]
fn other_files_as_they_are_are_published() {
    let mini = with_draft();
    let names = [
        "robots.txt",
        "guidelines/gifts.pdf",
        "tool.html",
        "tool.js",
        "tool.js.gz",
        ".well-known/security.txt",
        "404.html",
        "api/openapi.json",
        "functions/list.pdf",
        "docs/api/x.js",
        "docs/package.json",
    ];
    for name in names {
        mini.write(&format!("static/{name}"), "as it is");
    }
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    for name in names {
        assert!(shows(&output, name, "as it is"), "{name}");
    }
}

#[test]
fn an_approved_file_is_not_sent_in_another_packing() {
    let mini =
        with("![x](p.svg)", &[("content/guidelines/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]);
    let output = mini.output().expect("a build");
    let picture = output.keys().find(|path| path.starts_with("guidelines/p.")).expect("it is there");
    mini.write(&format!("static/{picture}.gz"), CANARY);
    mini.commit_by("intruder");
    is_refused(&mini, "address-collision", picture);
}

#[test]
fn the_old_address_of_an_approved_page_leads_on_whatever_stands_there() {
    let mini = before_draft();
    mini.on("2025-01-20");
    mini.git(&["mv", "content/guidelines/gifts.md", "content/guidelines/presents.md"]);
    mini.commit_by("editor");
    mini.write("static/guidelines/gifts/index.html", CANARY);
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    never_shows(&output, CANARY);
    assert!(shows(&output, "guidelines/gifts/index.html", "presents"), "it leads on");
}

/// The name of the list of files that a build keeps in its output.
#[test]
fn a_file_by_the_name_of_the_list_of_files_is_told_before_anything_is_written() {
    for name in [".guidepost-output.json", ".GUIDEPOST-output.json"] {
        let mini = with_draft();
        mini.write(&format!("static/{name}"), CANARY);
        mini.commit_by("intruder");
        is_refused(&mini, "address-collision", name);
        mini.keeps_the_words();
        let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
        let said = mini.run(&["build", "--edition", "latest", "--out", &out.path().display().to_string()]);
        assert_eq!(said.status, 1, "{}", said.stderr);
        assert!(out.path().join("guidelines/gifts/index.html").is_file());
    }
}

/// Names that only some file systems tell apart, and folders of dots.
#[test]
fn names_that_are_almost_the_same_do_not_end_a_build() {
    let mini = with("![x](.../p.png)", &[("content/guidelines/.../p.png", "the picture")]);
    mini.write("static/guidelines/GIFTS/Index.HTML", CANARY);
    mini.write("static/\u{130}.txt", "one");
    mini.write("static/i\u{307}.txt", "two");
    mini.write("static/u\u{308}.txt", "three");
    mini.write("static/\u{fc}.txt", "four");
    mini.commit_by("intruder");
    is_refused(&mini, "address-collision", "almost");
}

/// The commit has them, and nobody can say what they say.
#[test]
fn a_file_as_it_is_that_cannot_be_read_is_refused() {
    let mini = with_draft();
    for (nth, name) in ["static/terms.txt", "content/form.pdf"].into_iter().enumerate() {
        mini.write("content/notes.md", "# Notes\n\n[A form](form.pdf)\n");
        mini.write(name, format!("As it is {nth}.\n"));
        mini.commit_by("editor");
        mini.keeps_the_words();
        let id = mini.id(name);
        let object = mini.path().join(".git/objects").join(&id[..2]).join(&id[2..]);
        let kept = std::fs::read(&object).expect("an object");
        std::fs::remove_file(&object).expect("gone");
        mini.is_refused();
        std::fs::write(&object, &kept[..kept.len() / 2]).expect("written");
        mini.is_refused();
        std::fs::remove_file(&object).expect("gone");
        std::fs::write(&object, kept).expect("written");
        mini.keeps_the_words();
    }
}
