//! What is refused, with what to do instead. Nothing is written then.

use crate::records::site::{DAY, approved, governed, guideline, site};
use crate::support::{GovernedSite, Repo, finish, guidepost};

/// A refusal: the arguments, and what is said.
type Refusal<'a> = (&'a str, &'a [&'a str]);

fn refused(repo: &GovernedSite, refusals: &[Refusal<'_>]) {
    let before = repo.records();
    for (line, said) in refusals {
        let arguments: Vec<&str> = line.split(' ').chain(["--yes"]).collect();
        let answer = repo.run(&arguments);
        assert_eq!(answer.status, 2, "{line}: {}{}", answer.stdout, answer.stderr);
        for words in *said {
            assert!(answer.stderr.contains(words), "{line}: no `{words}` in\n{}", answer.stderr);
        }
        assert!(answer.stderr.contains("  help: "), "{line} says what to do: {}", answer.stderr);
        assert!(answer.stdout.is_empty(), "{line}: {}", answer.stdout);
    }
    assert_eq!(repo.records(), before, "nothing is written");
}

#[test]
fn before_the_model_is_adopted() {
    refused(
        &site(),
        &[
            (
                "approve GL-1 --role legal --by tax",
                &[
                    "is not under control yet, and an approval would count for nothing",
                    "no text of the model `GM-1` is in force yet; sponsor (ceo) adopts it",
                ],
            ),
            (
                "approve GM-1 --role legal --by tax",
                &[
                    "`legal` does not approve GM-1",
                    "it is for sponsor (ceo), as site.toml says in `adopted_by`",
                ],
            ),
            ("attest C-3 --role officer --by aud", &["there is no control `C-3`", "adopts it"]),
            ("review GL-1 --role lead --by law", &["no model was in force", "adopt the model first"]),
        ],
    );
}

#[test]
fn who_may_not() {
    refused(
        &governed(),
        &[
            ("approve GL-1 --role legl --by tax", &["`legl` does not approve GL-1", "did you mean `legal`?"]),
            (
                "approve GL-1 --role sponsor --by ceo",
                &["`sponsor` does not approve GL-1", "it is for lead (law) and legal (tax), by C-1"],
            ),
            ("approve GL-1 --role legal --by taxx", &["did you mean `tax`?", "it is held by tax"]),
            (
                "approve GL-1 --role legal --by was-tax",
                &["but from 1 Jan 2020 to 31 Dec 2022", "`content/roles/legal.md` says"],
            ),
            (
                "approve GL-1 --role legal --by tax --provisional",
                &["may not approve GL-1 provisionally", "officer (aud)"],
            ),
            ("approve content/index.md --role legal --by tax", &["is not under control", "by C-1"]),
            ("review GL-1 --role leed --by law", &["there is no role `leed`", "did you mean `lead`?"]),
            (
                "attest C-3 --role lead --by law",
                &["`lead` does not attest C-3", "officer (aud), which answers for it"],
            ),
            ("attest C-1 --role officer --by aud", &["C-1 is not attested", "attested are C-3"]),
            ("attest C-3 --page GL-1 --role officer --by aud", &["about the site as a whole"]),
            (
                "waive C-2 --until 2023-12-01 --reason x --role legal --by tax",
                &["does not waive C-2", "lead (law)"],
            ),
            (
                "waive C-2 --page GM-1 --until 2023-12-01 --reason x --role lead --by law",
                &["does not choose GM-1"],
            ),
            ("waive C-9 --until 2023-12-01 --reason x --role lead --by law", &["there is no control `C-9`"]),
            ("withdraw GL-1 --reason x --role sponsor --by ceo", &["has no say in GL-1", "lead (law)"]),
            ("withdraw index --reason x --role sponsor --by ceo", &["has no document number"]),
        ],
    );
}

#[test]
fn what_cannot_be_signed() {
    let repo = approved();
    refused(
        &repo,
        &[
            (
                "approve GL-1 --role legal --by tax",
                &["approved this very text of GL-1", "nothing left to approve"],
            ),
            ("approve GL-2 --role legal --by tax", &["there is no page `GL-2`", "did you mean `GL-1`?"]),
            ("approve GL-1 --role legal --by tax --on 2023-11-16", &["still to come; today is 15 Nov 2023"]),
            (
                "waive C-2 --until 2023-11-14 --reason x --role lead --by law",
                &["the waiver would hold on no day"],
            ),
            (
                "revoke 2023-11-15-approval --reason x --role lead --by law",
                &["there is no record", "the most alike"],
            ),
        ],
    );
    let adopted = repo.records().into_iter().find(|name| name.contains("gm-1")).expect("a record");
    let revoke = format!("revoke {adopted} --reason x --role legal --by tax");
    refused(&repo, &[(&revoke, &["cannot take back what sponsor has put on record"])]);

    repo.write("content/tone.md", guideline("GL-1", "Not committed."));
    let changed: Refusal<'_> = (
        "approve GL-1 --role legal --by tax",
        &["`content/tone.md` has changes that are not committed", "git commit -- content/tone.md"],
    );
    refused(&repo, &[changed]);
    repo.commit("Commit it");
    refused(
        &repo,
        &[("approve GL-1 --role legal --by tax --effective 2023-11-01", &["is before the approval itself"])],
    );
    repo.write("content/talk.svg", "<svg/>\n");
    refused(&repo, &[("review GL-1 --role lead --by law", &["`content/talk.svg` has changes"])]);
    repo.commit("Draw it anew");
    repo.write("content/new.md", guideline("GL-3", "New."));
    refused(
        &repo,
        &[(
            "approve GL-3 --role legal --by tax",
            &["`content/new.md` is not committed", "git add -- content/new.md"],
        )],
    );
    repo.write("content/new.md", guideline("GL-3", "New.").replace("owner:", "draft: true\nowner:"));
    repo.commit("Draft it");
    refused(&repo, &[("approve GL-3 --role legal --by tax", &["says `draft: true`"])]);
    repo.write("content/new.md", guideline("GL-3", "New.").replace("owner:", "risk: low\n  bad: [x\nowner:"));
    repo.commit("Slip");
    refused(
        &repo,
        &[(
            "approve GL-3 --role legal --by tax",
            &["what GL-3 says cannot be read as it was meant", "mend and commit that"],
        )],
    );
}

#[test]
fn what_keeps_a_page_back_is_named() {
    let repo = governed();
    let approve = "approve GL-3 --role legal --by tax";
    let page = || guideline("GL-3", "New.");
    for (text, said) in [
        (
            page().replace("owner:", "publishDate: 2099-01-01\nowner:"),
            "`publishDate` in the front matter keeps GL-3 back",
        ),
        (page().replace("New.", "New.%%secret%%"), "has a comment of another program in its text"),
    ] {
        repo.write("content/part/new.md", text);
        repo.commit("Slip");
        refused(&repo, &[(approve, &[said, "would stay a draft when approved", "`guidepost check`"])]);
    }
    repo.write("content/part/new.md", page());
    repo.write("content/part/_index.md", "---\ntitle: Part\ncascade: {draft: true}\n---\n\nText.\n");
    repo.commit("Keep all back");
    refused(&repo, &[(approve, &["the front matter of content/part/_index.md keeps back all pages below"])]);
}

#[test]
fn keys_of_the_model_are_part_of_it() {
    let repo = governed();
    let site = repo.read("site.toml");
    repo.write("site.toml", format!("{site}profiles = [\"regulated\"]\n"));
    refused(
        &repo,
        &[("approve GM-1 --role sponsor --by ceo", &["`site.toml` (its controlled keys) has changes"])],
    );
    repo.pass(24);
    repo.commit("Be regulated");
    let said =
        repo.run_on("2023-11-16", &["approve", "GM-1", "--role", "sponsor", "--by", "ceo", "--yes"]).well();
    let told =
        "Other values of the controlled keys of site.toml:\n  + governance.profiles = [\"regulated\"]\n";
    assert!(said.stderr.contains(told), "{}", said.stderr);
    said.says("GM-1: issue 2 is in force from 16 Nov 2023 on");
}

#[test]
fn nobody_is_asked_where_nobody_is_there() {
    let repo = governed();
    let said = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax"]);
    assert_eq!(said.status, 2);
    assert!(
        said.stderr.contains("no terminal to ask on") && said.stderr.contains("`--yes`"),
        "{}",
        said.stderr
    );
    for (line, wrong) in [
        ("approve GL-2 --role legal --by tax", "there is no page `GL-2`"),
        ("approve GL-1 --role legl --by tax", "`legl` does not approve GL-1"),
        ("approve GL-1 --role legal --by taxx", "did you mean `tax`?"),
    ] {
        let said = repo.run(&line.split(' ').collect::<Vec<_>>());
        assert!(said.stderr.contains(wrong), "{line}: {}", said.stderr);
    }
}

#[test]
fn a_record_counts_once_and_is_never_written_over() {
    let repo = governed();
    let approve = ["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"];
    let said = repo.run(&approve).well();
    let again = repo.run(&approve);
    assert!(again.stderr.contains("this very record is there already"), "{}", again.stderr);
    let with_note = repo.run(&[&approve[..], &["--note", "Once more"]].concat());
    assert!(with_note.stderr.contains("another record says the same"), "{}", with_note.stderr);
    assert!(with_note.stderr.contains(said.file()), "{}", with_note.stderr);
    let revoke = ["revoke", said.file(), "--reason", "x", "--role", "legal", "--by", "tax", "--yes"];
    let said = repo.run(&revoke);
    assert!(said.stderr.contains("is not committed, and does not count yet"), "{}", said.stderr);
    repo.commit("Approve");
    repo.run(&revoke).well();
}

#[test]
fn a_record_of_what_no_commit_has_is_told_with_what_was_meant() {
    let repo = governed();
    let said = repo.run(&["approve", "GL-1", "--role", "legal", "--by", "tax", "--yes"]).well();
    let file = repo.path().join(said.file());
    let text = std::fs::read_to_string(&file).expect("a record");
    let id = repo.git(&["rev-parse", "HEAD:content/tone.md"]);
    let other = format!("{}{}", if id.starts_with('0') { "1" } else { "0" }, &id[1..]);
    let line = |key: &str, id: &str| format!("{key}: \"{id}\"");
    std::fs::write(&file, text.replace(&line("text", &id), &line("text", &other))).expect("a record");
    let folder = file.parent().expect("a folder");
    let unknown =
        text.replace("page: GL-1", "page: GL-11").replace(&line("against", &id), "note: Against nothing");
    std::fs::write(folder.join("unknown.yaml"), unknown).expect("a record");
    repo.commit("Approve");
    let said = repo.run(&["check"]).stderr;
    assert_eq!(said.matches("error[record-does-not-hold]").count(), 2, "{said}");
    assert!(said.contains(&format!("no revision of GL-1 has the text {}", &other[..8])), "{said}");
    assert!(said.contains(&format!("did you mean `{id}`?")), "{said}");
    assert!(said.contains("`git rev-parse REV:PATH` tells"), "{said}");
    assert!(said.contains("no page has the id `GL-11`") && said.contains("did you mean `GL-1`?"), "{said}");
}

#[test]
fn a_site_that_is_not_governed_says_so() {
    let repo = GovernedSite::of(Repo::new(), DAY);
    repo.save("content/index.md", "# Home\n\nText.\n");
    for command in ["approve index --role a --by b --yes", "needs", "audit index --on 2023-11-01"] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let said = repo.run(&arguments);
        assert_eq!(said.status, 2);
        assert!(said.stderr.contains("does not say how it is governed"), "{}", said.stderr);
        assert!(said.stderr.contains("`[governance]`"), "{}", said.stderr);
    }
}

#[test]
fn a_slip_in_a_page_is_no_fault_of_its_records() {
    let repo = approved();
    let text = guideline("GL-1", "We write as we speak, and never louder.");
    repo.write("content/tone.md", text.replace("owner:", "risk: low\n  bad: [x\nowner:"));
    let said = repo.run(&["check"]);
    assert!(said.stderr.contains("error[bad-front-matter]"), "{}", said.stderr);
    assert_eq!(said.stderr.matches("error[").count(), 1, "{}", said.stderr);
    assert!(!said.stderr.contains("no page has the id"), "{}", said.stderr);
    repo.run(&["needs"]).well().says("issue 1 is in force since 15 Nov 2023");
}

/// Whoever stands in a folder of the site pastes what names the files from there.
#[test]
fn files_to_commit_are_named_from_where_somebody_stands() {
    let repo = approved();
    let said = |page: &str| {
        let words = ["approve", page, "--role", "legal", "--by", "tax", "--yes", "--date", DAY];
        finish(guidepost().args(words).current_dir(repo.path().join("content"))).stderr
    };
    repo.write("content/tone.md", guideline("GL-1", "Not committed."));
    repo.write("content/new.md", guideline("GL-3", "New."));
    let told = said("GL-1");
    assert!(told.contains("`git commit -- ../content/tone.md`"), "{told}");
    assert!(told.contains("`git restore -- ../content/tone.md`"), "{told}");
    let told = said("GL-3");
    assert!(told.contains("`git add -- ../content/new.md && git commit -- ../content/new.md`"), "{told}");
}
