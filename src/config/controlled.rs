//! The keys of `site.toml` that decide who decides, and what is published: they are controlled text.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::Config;

/// Keys that are controlled, beside all below `governance`.
const CONTROLLED: [&str; 12] = [
    "allowed_hosts",
    "content",
    "draft_redline",
    "edition",
    "elsewhere",
    "exclude",
    "files",
    "kinds",
    "punctuation",
    "raw_html",
    "theme",
    "timezone",
];
/// Keys that readers see: a page of kind `frame` can speak for them.
pub const DISPLAYED: [&str; 10] = [
    "accent", "base_url", "books", "edit_url", "errands", "feedback", "history", "language", "name",
    "tagline",
];
/// The table of which every key is controlled.
const GOVERNANCE: &str = "governance";

/// The controlled keys in one form, however they are written: a line each, sorted, with the value as JSON.
pub fn controlled_keys(site_file: &str) -> String {
    let (table, _) = DeTable::parse_recoverable(site_file);
    let mut lines: Vec<(String, String)> = Vec::new();
    for (key, value) in table.get_ref() {
        let (key, value) = (key.get_ref(), value.get_ref());
        match value {
            DeValue::Table(keys) if &**key == GOVERNANCE => {
                let below = keys.iter().map(|(name, value)| (name.get_ref(), value.get_ref()));
                lines
                    .extend(below.map(|(name, value)| (format!("{GOVERNANCE}.{}", bare(name)), json(value))));
            }
            _ if CONTROLLED.contains(&&**key) || &**key == GOVERNANCE => {
                lines.push((key.to_string(), json(value)));
            }
            _ => {}
        }
    }
    lines.sort();
    let mut text = String::new();
    for (key, value) in lines {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{key} = {value}");
    }
    text
}

/// Some of the keys that readers see, in the same form.
pub fn displayed_keys(site_file: &str, keys: &[Arc<str>]) -> String {
    let (table, _) = DeTable::parse_recoverable(site_file);
    let mut lines: Vec<String> = Vec::new();
    for (key, value) in table.get_ref() {
        let key = &**key.get_ref();
        if DISPLAYED.contains(&key) && keys.iter().any(|named| **named == *key) {
            lines.push(format!("{key} = {}\n", json(value.get_ref())));
        }
    }
    lines.sort();
    lines.concat()
}

impl Config {
    /// Takes the controlled keys from other settings.
    pub fn take_controlled(&mut self, other: &Config) {
        let other = other.clone();
        self.content = other.content;
        self.exclude = other.exclude;
        self.files = other.files;
        self.theme = other.theme;
        self.kinds = other.kinds;
        self.zone = other.zone;
        self.draft_redline = other.draft_redline;
        self.markdown = other.markdown;
        self.allowed_hosts = other.allowed_hosts;
        self.elsewhere = other.elsewhere;
        self.governing = other.governing;
    }

    /// Takes a key that is displayed from other settings.
    pub fn take_displayed(&mut self, key: &str, other: &Config) {
        match key {
            "name" => self.name.clone_from(&other.name),
            "tagline" => self.tagline.clone_from(&other.tagline),
            "language" => self.language.clone_from(&other.language),
            "base_url" => self.base_url.clone_from(&other.base_url),
            "history" => {
                self.history_ignore.clone_from(&other.history_ignore);
                self.authority.clone_from(&other.authority);
            }
            "accent" => self.accent.clone_from(&other.accent),
            "edit_url" => self.edit_url.clone_from(&other.edit_url),
            "books" => self.books.clone_from(&other.books),
            "errands" => self.errands.clone_from(&other.errands),
            "feedback" => self.feedback.clone_from(&other.feedback),
            _ => {}
        }
    }
}

fn json(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => quoted(&day.to_string()),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| json(item.get_ref())).collect();
            format!("[{}]", items.join(","))
        }
        DeValue::Table(keys) => {
            let mut keys: Vec<(&str, String)> =
                keys.iter().map(|(key, value)| (&**key.get_ref(), json(value.get_ref()))).collect();
            keys.sort();
            let keys: Vec<String> =
                keys.iter().map(|(key, value)| format!("{}:{value}", quoted(key))).collect();
            format!("{{{}}}", keys.join(","))
        }
    }
}

/// A key as it is written: one that is no plain word in quotes, so that no key reads as several lines.
fn bare(key: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let is_bare = !key.is_empty() && key.chars().all(is_plain);
    if is_bare { key.into() } else { quoted(key).into() }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_however_they_are_written() {
        let written = "name = \"A\"\nedition='approved'\ntimezone = \"Europe/Vienna\"\n[governance]\nprofiles = [ \"finance\", 'health' ]\nmodel = \"GM-1\" # in force\nadopted_by = \"sp\u{f6}nsor\"\n[kinds.note]\nlabel = \"N\"\nfields.x = {type = \"text\", label = \"X\"}\n";
        let dotted = "governance.adopted_by = \"sp\u{f6}nsor\"\ngovernance.model = \"GM-1\"\ngovernance.profiles = [\"finance\",\"health\"]\nedition = \"approved\"\ntimezone = \"Europe/Vienna\"\nkinds.note.fields.x.label = \"X\"\nkinds.note.fields.x.type = \"text\"\nkinds.note.label = \"N\"\n";
        let keys = controlled_keys(written);
        assert_eq!(
            keys,
            "edition = \"approved\"\ngovernance.adopted_by = \"sp\u{f6}nsor\"\ngovernance.model = \"GM-1\"\ngovernance.profiles = [\"finance\",\"health\"]\nkinds = {\"note\":{\"fields\":{\"x\":{\"label\":\"X\",\"type\":\"text\"}},\"label\":\"N\"}}\ntimezone = \"Europe/Vienna\"\n"
        );
        assert_eq!(keys, controlled_keys(dotted));
    }

    #[test]
    fn every_key_that_is_displayed_can_be_taken() {
        let written = "accent = \"#0b5d6b\"\nbase_url = \"https://a.example\"\nedit_url = \"https://a.example/{path}\"\nlanguage = \"de\"\nname = \"A\"\ntagline = \"B\"\n[history]\nauthority = \"a.example\"\n[[errands]]\ntitle = \"C\"\npage = \"c\"\n[[feedback]]\nlabel = \"D\"\nhref = \"https://d.example\"\n[[books]]\nname = \"e\"\ntitle = \"E\"\nparts = []\n";
        let read = crate::config::read(&crate::config::site_file(), written);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        for key in DISPLAYED {
            let mut taken = Config::default();
            taken.take_displayed(key, &read.value);
            assert_ne!(format!("{taken:?}"), format!("{:?}", Config::default()), "{key}");
            assert!(!displayed_keys(written, &[key.into()]).is_empty(), "{key}");
        }
    }

    /// The edition alone is not taken: a command may ask for another one (`--edition`), and which one a site has is asked before.
    #[test]
    fn every_key_that_is_controlled_is_taken() {
        let mut seen = Vec::new();
        for (key, value) in [
            ("allowed_hosts", "[\"a.example\"]"),
            ("content", "\"text\""),
            ("draft_redline", "true"),
            ("edition", "\"approved\""),
            ("elsewhere", "[\"/a/**\"]"),
            ("exclude", "[\"a/**\"]"),
            ("files", "\"as-is\""),
            ("kinds", "{ note = { label = \"N\" } }"),
            ("punctuation", "\"plain\""),
            ("raw_html", "\"deny\""),
            ("theme", "\"looks\""),
            ("timezone", "\"Europe/Vienna\""),
            (GOVERNANCE, "{ model = \"GM-1\", adopted_by = \"sponsor\" }"),
        ] {
            assert!(CONTROLLED.contains(&key) || key == GOVERNANCE, "{key}");
            let written = format!("{key} = {value}\n");
            let read = crate::config::read(&crate::config::site_file(), &written);
            assert!(read.findings.is_empty(), "{key}: {:?}", read.findings);
            let plain = format!("{:?}", Config::default());
            assert_ne!(format!("{:?}", read.value), plain, "{key} is read");
            let mut taken = Config::default();
            taken.take_controlled(&read.value);
            assert_eq!(format!("{taken:?}") != plain, key != "edition", "{key} is taken");
            seen.push(key);
        }
        assert!(CONTROLLED.iter().all(|key| seen.contains(key)), "every one is tried");
    }

    #[test]
    fn no_key_reads_as_others() {
        let forged = "[governance]\n\"model = \\\"GM-1\\\"\\ngovernance.proof\" = \"none\"\n";
        assert_eq!(controlled_keys(forged).lines().count(), 1, "{}", controlled_keys(forged));
    }
}
