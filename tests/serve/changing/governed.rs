//! Models, roles and records.

use guidepost::config::{Governing, Written};
use guidepost::source::Span;

use super::Changing;

const RECORDS: &str = "content/governance/records";

fn model(id: &str, severity: &str) -> String {
    format!(
        "---\ntitle: How we decide {id}\nkind: governance-model\nid: {id}\nroles: [sponsor, legal]\ncontrols:\n  - id: C-1\n    statement: Guidelines are approved by legal counsel.\n    for: {{kind: guideline}}\n    require: {{approved_by: {{roles: [legal]}}}}\n    accountable: legal\n    severity: {severity}\n  - id: C-2\n    statement: Every page has an owner.\n    for: {{kind: [guideline, objective]}}\n    require: has_owner\n    accountable: sponsor\n    severity: warning\n---\nWho decides what.\n"
    )
}

fn role(id: &str, person: &str) -> String {
    format!(
        "---\ntitle: The {id}\nkind: role\nid: {id}\nholders: [{{name: {person}, from: 2025-01-01}}]\n---\nA role.\n"
    )
}

impl Changing {
    /// The model, the roles, and the approval of the model.
    pub(super) fn write_governance(&mut self) {
        self.save("content/model.md", model("GM-1", "warning"));
        self.save("content/model-2.md", model("GM-2", "error"));
        self.save("content/roles/sponsor.md", role("sponsor", "ceo"));
        self.save("content/roles/legal.md", role("legal", "law"));
        let written = |value: &str| Written { value: value.to_owned(), span: Span::default() };
        for id in ["GM-1", "GM-2"] {
            let keys = Governing {
                model: written(id),
                adopted_by: written("sponsor"),
                profiles: Vec::new(),
                records: None,
                signers: None,
            };
            let file = if id == "GM-1" { "content/model.md" } else { "content/model-2.md" };
            let record = format!(
                "record: approval\npage: {id}\ntext: \"{}\"\nembedded:\n  - file: site.toml\n    id: \"{}\"\nrole: sponsor\nperson: ceo\ndate: 2026-01-01\n",
                self.text_id(self.read(file).as_bytes()),
                self.text_id(keys.as_text().as_bytes()),
            );
            self.save(&format!("{RECORDS}/adopt-{id}.yaml"), record);
        }
    }

    /// An approval of some page's text as it is, whether that is committed or not.
    pub(super) fn approve(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let text = self.read(&page);
        let Some(id) = text.lines().find_map(|line| line.strip_prefix("id: ")) else { return String::new() };
        let (role, person) = if self.random.chance(85) { ("legal", "law") } else { ("sponsor", "ceo") };
        let picture = "content/images/a.svg";
        let embedded = if text.contains("images/a.svg") {
            format!(
                "embedded:\n  - file: {picture}\n    id: \"{}\"\n",
                self.text_id(self.read(picture).as_bytes())
            )
        } else {
            String::new()
        };
        let effective = if self.random.chance(10) { "effective: 2026-12-01\n" } else { "" };
        let record = format!(
            "record: approval\npage: {id}\npath: {page}\ntext: \"{}\"\n{embedded}role: {role}\nperson: {person}\ndate: 2026-01-0{}\n{effective}",
            self.text_id(text.as_bytes()),
            1 + self.random.below(9),
        );
        let name = format!("{RECORDS}/approve-{}.yaml", self.changes);
        self.save(&name, record);
        format!("approve {id} at {page} by {role}")
    }

    /// A record of another sort, or one that holds nowhere.
    pub(super) fn other_record(&mut self) -> String {
        let id = self.random.of(&["GL-1", "GL-2", "GL-3", "GM-1"]);
        let text = match self.random.below(5) {
            0 => format!(
                "record: withdrawal\npage: {id}\nrole: sponsor\nperson: ceo\ndate: 2026-02-02\nreason: Gone.\n"
            ),
            1 => format!(
                "record: waiver\ncontrol: C-1\npage: {id}\nrole: legal\nperson: law\ndate: 2026-02-02\nuntil: 2027-01-01\nreason: Later.\n"
            ),
            2 => format!("record: review\npage: {id}\nrole: legal\nperson: law\ndate: 2026-02-02\n"),
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
