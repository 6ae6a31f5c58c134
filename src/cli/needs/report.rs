//! What changes need, as people and programs read it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use super::change::{ChangeNeed, NeedReason, PageChange};
use crate::cli::governed_site::{deed, deputies, role_and_who};
use crate::cli::printing::many;
use crate::governance::{Governance, OWNER};
use crate::model::{Proof, Record};

/// What is reported.
pub(super) struct NeedsReport<'a> {
    pub(super) governance: &'a Governance,
    pub(super) base: Option<&'a str>,
    pub(super) changes: &'a [PageChange],
    /// The records that came since.
    pub(super) since: Vec<Arc<Record>>,
}

impl NeedsReport<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}\n", self.heading());
        for change in self.changes {
            let PageChange { name, title, file, what, stands, declined, needs, asks } = change;
            // Writing to a text cannot fail.
            let _ = write!(text, "\n{name} “{title}”, {}: {file}\n  {stands}\n", what.word());
            if let Some(declined) = declined {
                let _ = writeln!(text, "  {declined}");
            }
            if needs.is_empty() {
                text.push_str("  needs nobody\n");
            }
            for need in needs {
                let _ = writeln!(text, "  {}", heading(need));
                for role in &need.roles {
                    let who = self.who(change, role);
                    let _ = writeln!(text, "    {who}");
                    for record in need.pending.iter().filter(|record| record.role == *role) {
                        let _ = writeln!(text, "      {}", pending(record));
                    }
                }
                let _ = writeln!(text, "    why: {}", why(&need.why));
                if let Some(first) = &need.first {
                    let _ = writeln!(text, "    first: {first}");
                }
            }
            if !asks.is_empty() {
                text.push_str("  once it is adopted\n");
            }
            for line in asks {
                let _ = writeln!(text, "    {line}");
            }
        }
        let on_record = self.on_record();
        if !on_record.is_empty() {
            text.push_str("\nOn record with this change\n");
        }
        for line in &on_record {
            let _ = writeln!(text, "  {line}");
        }
        if !on_record.is_empty() && !self.unproven().is_empty() {
            let _ = writeln!(text, "  {}", self.unproven());
        }
        if let Some(keep) = self.keep_commits() {
            let _ = write!(text, "\n{keep}\n");
        }
        text
    }

    /// That the commits of records must come to the main line as they are; nothing where none came since.
    fn keep_commits(&self) -> Option<String> {
        let records = match self.proven() {
            0 => return None,
            1 => "1 record is proven by the commit that brought it".to_owned(),
            many => format!("{many} records are proven by the commits that brought them"),
        };
        Some(format!("{records}: merge without squashing or rebasing, or they count for nothing"))
    }

    /// How many records are proven by commits that came since: whoever squashes or rebases these commits loses the proof.
    fn proven(&self) -> usize {
        if self.proof() == Some(Proof::None) { 0 } else { self.since.len() }
    }

    /// What the model in force asks for as proof.
    fn proof(&self) -> Option<Proof> {
        let rulebook = self.governance.timeline.on(self.governance.today);
        rulebook.map(|rulebook| rulebook.model.proof)
    }

    /// What came on record, a line each: "GL-001: approval by Mia Berger (lead), committed by Jo Hart".
    fn on_record(&self) -> Vec<String> {
        let line = |record: &Arc<Record>| {
            let Record { person, role, page, .. } = &**record;
            let of = page.as_ref().map_or_else(String::new, |page| format!("{page}: "));
            let kind = record.deed.details().entry().name;
            let committed = record
                .arrival
                .as_ref()
                .map_or_else(String::new, |arrival| format!(", committed by {}", arrival.by.name));
            format!("{of}{kind} by {person} ({role}){committed}")
        };
        self.since.iter().map(line).collect()
    }

    /// How it is known that those have signed who are named, where nothing proves it.
    fn unproven(&self) -> &'static str {
        if self.proof() == Some(Proof::None) {
            "the model asks for no proof that those have signed who are named"
        } else {
            ""
        }
    }

    /// "legal-counsel (tax; deputy: law)".
    fn who(&self, change: &PageChange, role: &str) -> String {
        if role == OWNER {
            return format!("its owner: write `owner: ROLE` in {}, which names none", change.file);
        }
        role_and_who(self.governance, role, self.governance.today)
    }

    /// "3 pages are changed since main; they need legal-counsel, brand-lead".
    fn heading(&self) -> String {
        let pages = match self.changes.len() {
            0 => "No page".to_owned(),
            some => many(some, "page"),
        };
        let one = self.changes.len() < 2;
        let verb = match self.base {
            Some(base) if one => format!("differs from {base}"),
            Some(base) => format!("differ from {base}"),
            None if self.by_role().is_empty() && !self.changes.is_empty() => {
                if one { "differs from the text in force" } else { "differ from the texts in force" }
                    .to_owned()
            }
            None if one => "waits for somebody".to_owned(),
            None => "wait for somebody".to_owned(),
        };
        let roles: Vec<String> = self.by_role().into_keys().map(|role| role.to_string()).collect();
        let needs = match roles.as_slice() {
            [] if self.changes.is_empty() => String::new(),
            [] => "; nobody need sign".to_owned(),
            some => format!("; needed: {}", some.join(", ")),
        };
        format!("{pages} {verb}{needs}")
    }

    /// For each role that is needed, what it signs.
    fn by_role(&self) -> BTreeMap<Arc<str>, Vec<&ChangeNeed>> {
        let mut by_role: BTreeMap<Arc<str>, Vec<&ChangeNeed>> = BTreeMap::new();
        for need in self.changes.iter().flat_map(|change| &change.needs) {
            for role in &need.roles {
                by_role.entry(role.clone()).or_default().push(need);
            }
        }
        by_role
    }

    pub(super) fn json(&self) -> Value {
        let pages: Vec<Value> = self.changes.iter().map(page).collect();
        let roles: Vec<Value> = self.by_role().iter().map(|(role, needs)| self.role(role, needs)).collect();
        json!({
            "date": self.governance.today.to_string(),
            "base": self.base,
            "pages": pages,
            "roles": roles,
            "proven_records": self.proven(),
            "on_record": self.on_record(),
        })
    }

    fn role(&self, role: &Arc<str>, needs: &[&ChangeNeed]) -> Value {
        let known = self.governance.roles.get(role);
        let people = |people: Vec<Arc<str>>| people.iter().map(ToString::to_string).collect::<Vec<_>>();
        let today = self.governance.today;
        let need = |need: &&ChangeNeed| {
            // What has to be mended first is no command, and nobody runs it as one.
            let settled_by = if need.first.is_some() { "edit" } else { "command" };
            json!({ "what": need.what.word(), "page": need.page, settled_by: self.command(need, role) })
        };
        json!({
            "role": &**role,
            "title": known.map(|role| &*role.title),
            "holders": known.map_or_else(Vec::new, |role| people(role.holders_on(today))),
            "deputies": known.map_or_else(Vec::new, |role| people(deputies(role, today))),
            "needs": needs.iter().map(need).collect::<Vec<_>>(),
        })
    }

    /// A comment for a merge request.
    pub(super) fn markdown(&self) -> String {
        let by_role = self.by_role();
        let titles: Vec<String> = by_role.keys().map(|role| self.title(role)).collect();
        let mut text = match titles.as_slice() {
            [] => "### This change needs nobody to sign\n".to_owned(),
            some => format!("### This change needs {}\n", some.join(", ")),
        };
        let rows: Vec<(&PageChange, &ChangeNeed)> = self
            .changes
            .iter()
            .flat_map(|change| change.needs.iter().map(move |need| (change, need)))
            .collect();
        if !rows.is_empty() {
            text.push_str("\n| Page | Needs | From | Why |\n| --- | --- | --- | --- |\n");
        }
        for (change, need) in rows {
            let page = format!("**{}** {} ({})", cell(&change.name), cell(&change.title), change.what.word());
            let of =
                if need.page == change.name { String::new() } else { format!(" of {}", cell(&need.page)) };
            let note = need.note.as_ref().map_or(String::new(), |note| format!(", {note}"));
            let from: Vec<String> = need.roles.iter().map(|role| cell(&self.who(change, role))).collect();
            let _ = writeln!(
                text,
                "| {page} | {}{of}{note} | {} | {} |",
                need.what.word(),
                from.join("<br>"),
                cell(&why(&need.why))
            );
        }
        for change in self.changes {
            if let Some(declined) = &change.declined {
                let _ = write!(text, "\n**{}** was {}\n", cell(&change.name), cell(declined));
            }
        }
        for change in self.changes.iter().filter(|change| !change.asks.is_empty()) {
            let _ = write!(text, "\nOnce {} is adopted:\n\n", cell(&change.name));
            for line in &change.asks {
                let _ = writeln!(text, "- {}", cell(line));
            }
        }
        self.list_on_record(&mut text);
        if let Some(keep) = self.keep_commits() {
            let _ = write!(text, "\n{keep}.\n");
        }
        let is_signed = |change: &&PageChange| {
            self.since.iter().any(|record| record.page.as_deref() == Some(&*change.name))
        };
        let quiet =
            self.changes.iter().filter(|change| change.needs.is_empty() && !is_signed(change)).count();
        if quiet > 0 {
            let _ = write!(text, "\n{} changed beside that, which nobody need sign.\n", many(quiet, "page"));
        }
        self.list_commands(&by_role, &mut text);
        text
    }

    /// What came on record, in the form of a comment.
    fn list_on_record(&self, text: &mut String) {
        let on_record = self.on_record();
        if !on_record.is_empty() {
            text.push_str("\nOn record with this change:\n\n");
        }
        for line in &on_record {
            let _ = writeln!(text, "- {}", cell(line));
        }
        if !on_record.is_empty() && !self.unproven().is_empty() {
            let _ = write!(text, "\n{}.\n", capital(self.unproven()));
        }
    }

    /// The commands that settle all, in the form of a comment.
    fn list_commands(&self, by_role: &BTreeMap<Arc<str>, Vec<&ChangeNeed>>, text: &mut String) {
        if !by_role.is_empty() {
            text.push_str("\n<details><summary>Commands</summary>\n\n```sh\n");
            for (role, needs) in by_role {
                for need in needs {
                    // What is no command is a comment among them.
                    let mark = if need.first.is_some() { "# " } else { "" };
                    let _ = writeln!(text, "{mark}{}", self.command(need, role));
                }
            }
            text.push_str("```\n\n</details>\n");
        }
    }

    /// The command that settles it, or what has to be mended before there is one.
    fn command(&self, need: &ChangeNeed, role: &str) -> String {
        if let Some(first) = &need.first {
            return first.clone();
        }
        deed(self.governance, need.what.verb(), &need.page, role)
    }

    fn title(&self, role: &str) -> String {
        let known = self.governance.roles.get(role);
        known.map_or_else(|| cell(role), |role| cell(&role.title))
    }
}

/// "approval of GL-003 (2 people in all) by".
fn heading(need: &ChangeNeed) -> String {
    let note = need.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
    format!("{} of {}{note} by", need.what.word(), need.page)
}

fn page(change: &PageChange) -> Value {
    let need = |need: &ChangeNeed| {
        let control = match &need.why {
            NeedReason::Control(control) => json!({
                "id": &*control.id,
                "statement": &*control.statement,
                "why": &*control.why,
            }),
            NeedReason::Adoption | NeedReason::Words(_) => Value::Null,
        };
        json!({
            "what": need.what.word(),
            "page": need.page,
            "roles": need.roles.iter().map(|role| &**role).collect::<Vec<_>>(),
            "control": control,
            "why": why(&need.why),
            "note": need.note,
            "pending": need.pending.iter().map(written).collect::<Vec<_>>(),
        })
    };
    json!({
        "page": change.name,
        "title": &*change.title,
        "path": change.file.as_str(),
        "change": change.what.word(),
        "stands": change.stands,
        "declined": change.declined,
        "needs": change.needs.iter().map(need).collect::<Vec<_>>(),
        "asks": change.asks,
    })
}

/// "approved by law in content/governance/records/…; not committed yet".
fn pending(record: &Record) -> String {
    format!("approved by {} in {}; not committed yet", record.person, record.place.file)
}

fn written(record: &Arc<Record>) -> Value {
    json!({ "role": &*record.role, "person": &*record.person, "file": record.place.file.as_str() })
}

fn why(why: &NeedReason) -> String {
    match why {
        NeedReason::Control(control) => format!("{}: {}", control.id, control.statement),
        NeedReason::Adoption => "`adopted_by` in site.toml names who adopts the model".to_owned(),
        NeedReason::Words(words) => words.clone(),
    }
}

/// Words with a capital at their beginning.
fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A text within a cell of a table.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // A handle would call somebody on some forges.
            '@' => cell.push_str("&#64;"),
            '|' | '*' | '_' | '[' | ']' | '\\' => cell.extend(['\\', c]),
            '<' => cell.push_str("&lt;"),
            '\n' => cell.push(' '),
            c => cell.push(c),
        }
    }
    cell
}
