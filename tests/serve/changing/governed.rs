//! Models, roles and records.

use guidepost::config::controlled_keys;

use super::Changing;
use super::theme::SITE;
use crate::support::{RECORDS, named_file, role_page};

fn model(id: &str, severity: &str) -> String {
    format!(
        "---\ntitle: How we decide {id}\nkind: governance-model\nid: {id}\nproof: none\nroles: [sponsor, legal]\ncontrols:\n  - id: C-1\n    statement: Guidelines are approved by legal counsel.\n    for: {{kind: guideline}}\n    require: {{approved_by: {{roles: [legal]}}}}\n    accountable: legal\n    severity: {severity}\n  - id: C-2\n    statement: Every page has an owner.\n    for: {{kind: [guideline, objective]}}\n    require: has_owner\n    accountable: sponsor\n    severity: warning\n---\nWho decides what.\n"
    )
}

impl Changing {
    /// The model, the roles, and the approval of the model.
    pub(super) fn write_governance(&mut self) {
        self.save("content/model.md", model("GM-1", "warning"));
        self.save("content/model-2.md", model("GM-2", "error"));
        self.save("content/roles/sponsor.md", role_page("sponsor", &["ceo"]));
        self.save("content/roles/legal.md", role_page("legal", &["law"]));
        let text = |file: &str| self.text_id(self.read(file).as_bytes());
        let roles = ["content/roles/sponsor.md", "content/roles/legal.md"];
        let roles: String = roles.iter().map(|file| named_file("role", file, &text(file))).collect();
        let record = self.adoption("GM-1", "content/model.md", &roles);
        self.save(&format!("{RECORDS}/adopt-GM-1.yaml"), record);
    }

    /// Adopts the second model in the place of the first, with the settings that name it: it waits for these.
    pub(super) fn write_second_adoption(&mut self) {
        let against = format!("against: \"{}\"\n", self.text_id(self.read("content/model.md").as_bytes()));
        let record = self.adoption("GM-2", "content/model-2.md", &against);
        self.save(&format!("{RECORDS}/adopt-GM-2.yaml"), record);
    }

    fn adoption(&self, id: &str, file: &str, more: &str) -> String {
        let keys = self.text_id(controlled_keys(&SITE.replace("GM-1", id)).as_bytes());
        let text = self.text_id(self.read(file).as_bytes());
        format!(
            "record: approval\npage: {id}\npath: {file}\ntext: \"{text}\"\nfiles:\n{}{more}role: sponsor\nperson: ceo\ndate: 2026-01-01\n",
            named_file("site.toml", "site.toml", &keys),
        )
    }

    /// An approval of some page's text as it is, whether that is committed or not.
    pub(super) fn approve(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let text = self.read(&page);
        let Some(id) = text.lines().find_map(|line| line.strip_prefix("id: ")) else { return String::new() };
        let (role, person) = if self.random.chance(85) { ("legal", "law") } else { ("sponsor", "ceo") };
        let (reference, picture) = ("../images/a.svg", "content/images/a.svg");
        let files = if text.contains(reference) {
            let id = self.text_id(self.read(picture).as_bytes());
            format!("files:\n{}", named_file(reference, picture, &id))
        } else {
            String::new()
        };
        let against = self.in_force(id).map_or_else(String::new, |text| format!("against: \"{text}\"\n"));
        let effective = if self.random.chance(10) { "effective: 2026-12-01\n" } else { "" };
        let record = format!(
            "record: approval\npage: {id}\npath: {page}\ntext: \"{}\"\n{files}{against}role: {role}\nperson: {person}\ndate: 2026-01-0{}\n{effective}",
            self.text_id(text.as_bytes()),
            1 + self.random.below(2),
        );
        let name = format!("{RECORDS}/approve-{}.yaml", self.changes);
        self.save(&name, record);
        format!("approve {id} at {page} by {role}")
    }

    /// The text of a page that is in force.
    fn in_force(&self, id: &str) -> Option<String> {
        let site = self.compiled().value;
        let (governance, _) = site.governed.as_ref()?;
        let number = governance.subject_named(id)?;
        let state = governance.in_force[number].issue()?.state;
        Some(governance.subjects[number].states.get(state)?.exact.text.to_string())
    }

    /// A record of another sort, or one that holds nowhere.
    pub(super) fn other_record(&mut self) -> String {
        let id = self.random.of(&["GL-1", "GL-2", "GL-3", "GM-1"]);
        let text = match self.random.below(5) {
            0 => format!(
                "record: withdrawal\npage: {id}\nrole: legal\nperson: law\ndate: 2026-01-01\nreason: Gone.\n"
            ),
            1 => format!(
                "record: waiver\ncontrol: C-1\npage: {id}\nrole: legal\nperson: law\ndate: 2026-01-01\nexpires: 2027-01-01\nreason: Later.\n"
            ),
            2 => {
                let text = self.in_force(id).unwrap_or_default();
                format!(
                    "record: review\npage: {id}\ntext: \"{text}\"\nrole: legal\nperson: law\ndate: 2026-01-01\n"
                )
            }
            3 => "record: approval\npage: [\n".to_owned(),
            _ => format!("record: approvall\npage: {id}\ntext: 12\n"),
        };
        let name = format!("{RECORDS}/other-{}.yaml", self.changes);
        self.save(&name, &text);
        format!("record {text:?}")
    }

    /// A record taken away, or edited after the fact.
    pub(super) fn drop_record(&mut self) -> String {
        let records = self.below(RECORDS);
        let Some(record) = self.random.any(&records) else { return String::new() };
        if self.random.chance(30) {
            let text = self.read(&record).replace("2026-01-0", "2026-03-0");
            self.save(&record, text);
            return format!("edit {record}");
        }
        self.remove(&record);
        format!("remove {record}")
    }
}
