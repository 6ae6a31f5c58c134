//! How the site is made before anybody attacks it, and what may be otherwise about it.

use crate::support::{GovernedSite, Keys, role_page};
use crate::trust::attacked::{GIFTS, nothing_yet};

/// A site before its first commit. Tests change what they need.
pub(crate) struct Recipe {
    pub(crate) site: String,
    pub(crate) model: String,
    pub(crate) guideline: String,
    /// Roles with the people who hold them.
    pub(crate) roles: Vec<(&'static str, Vec<&'static str>)>,
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
    /// Who approves the first text of the guideline.
    pub(crate) signatures: Vec<(&'static str, &'static str)>,
    /// Where people have keys with which they sign what they commit.
    pub(crate) keys: Option<Keys>,
}

const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\nedition = \"approved\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n";

const MODEL: &str = "---
title: How we decide
kind: governance-model
id: GM-1
proof: none
controls:
  - id: C-0
    statement: The model is signed by the sponsor and by legal.
    for: {kind: governance-model}
    require: {approved_by: {roles: [sponsor, legal]}}
    accountable: sponsor
  - id: C-1
    statement: Guidelines are signed by their owner, and where the risk is high by legal.
    for: {kind: guideline}
    require: {approved_by: {roles: [owner], also: [{when: {field: {risk: high}}, roles: [legal]}]}}
    accountable: legal
---
Who decides what.
";

const GUIDELINE: &str = "---
title: Gifts
kind: guideline
id: GL-1
owner: lead
risk: high
summary: What we accept.
---
We accept no gift above twenty crowns.
";

const HOME: &str = "---\ntitle: Handbook\n---\nAll of it.\n";

/// What the model says of proof, for those who want another.
pub(crate) const NO_PROOF: &str = "proof: none\n";
/// What the control of guidelines asks for, for those who want something else.
pub(crate) const ASKED: &str = "{roles: [owner], also: [{when: {field: {risk: high}}, roles: [legal]}]}";

impl Default for Recipe {
    fn default() -> Recipe {
        Recipe {
            site: SITE.to_owned(),
            model: MODEL.to_owned(),
            guideline: GUIDELINE.to_owned(),
            roles: vec![
                ("sponsor", vec!["chair"]),
                ("legal", vec!["head-of-legal"]),
                ("lead", vec!["team-lead"]),
                ("safety", vec!["safety-officer"]),
            ],
            files: Vec::new(),
            signatures: vec![("lead", "team-lead"), ("legal", "head-of-legal")],
            keys: None,
        }
    }
}

impl Recipe {
    /// One in which guidelines are asked for something else.
    pub(crate) fn asking(approved_by: &str) -> Recipe {
        let model = MODEL.replace(ASKED, approved_by);
        assert_ne!(model, MODEL);
        Recipe { model, ..Recipe::default() }
    }

    /// The site with the model in force and the guideline approved, and the output of a build of that.
    pub(crate) fn make(&self) -> GovernedSite {
        let mini = self.approved();
        mini.build_good();
        mini
    }

    /// The site with the model in force and the guideline approved.
    pub(crate) fn approved(&self) -> GovernedSite {
        let mini = self.governed();
        mini.on("2025-01-08");
        for (role, person) in &self.signatures {
            mini.approve("GL-1", role, person);
            mini.on("2025-01-09");
        }
        mini
    }

    /// The site with the model in force, and no more.
    pub(crate) fn governed(&self) -> GovernedSite {
        let mini = self.written();
        mini.on("2025-01-07");
        mini.approve("GM-1", "sponsor", "chair");
        // The model asks legal as well; where the first one needs no second signature, it goes without.
        if mini.tries(&["approve", "GM-1"], "legal", "head-of-legal").status == 0 {
            mini.commit_by("head-of-legal");
        }
        mini
    }

    /// The site as it is first committed.
    fn written(&self) -> GovernedSite {
        let mut mini = nothing_yet();
        mini.keys.clone_from(&self.keys);
        mini.as_usual().init(&[]);
        mini.write("site.toml", &self.site);
        mini.write("content/model.md", &self.model);
        mini.write("content/index.md", HOME);
        mini.write(GIFTS, &self.guideline);
        for (role, people) in &self.roles {
            mini.write(&format!("content/roles/{role}.md"), role_page(role, people));
        }
        for (path, bytes) in &self.files {
            mini.write(path, bytes);
        }
        mini.on("2025-01-06");
        mini.commit_by("editor");
        mini
    }
}
