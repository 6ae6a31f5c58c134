//! A site's own templates and styles, and what it says of itself.

use super::Changing;

pub(super) const SITE: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/book\"\n\n[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n\n[[books]]\nname = \"all\"\ntitle = \"All\"\nparts = [{ view = \"map\" }, { pages = { path = \"**\" } }]\n";

const TEMPLATES: &[(&str, &str)] = &[
    (
        "page.html",
        "<!doctype html><title>{{ page.title }}</title><body><h1>Ours: {{ page.title }}</h1></body>",
    ),
    ("page.html", "{% extends \"base.html\" %}{% block main %}<p>{{ page.title }}</p>{% endblock %}"),
    ("page.html", "{% if %}"),
    ("page.html", "<body>{{ page.title.first.second }}</body>"),
    ("section.html", "<body>A section: {{ page.title }}</body>"),
    ("parts/foot.html", "<p>Our foot</p>"),
    ("parts/navigation.html", "<p>No way anywhere</p>"),
    ("not-found.html", "<body>Lost</body>"),
    ("base.html", "<body>{% block main %}{% endblock %}</body>"),
    ("tag.html", "<body>{{ tag }}</body>"),
    ("unknown.html", "<body></body>"),
];

/// Lines of `site.toml` above its tables, some of them mistaken.
const KEYS: &[&str] = &[
    "name = \"Our book\"",
    "tagline = \"What we agreed\"",
    "language = \"de\"",
    "accent = \"#0a6\"",
    "accent = \"#eee\"",
    "edition = \"approved\"",
    "edition = \"latest\"",
    "unknown_keys = \"error\"",
    "unknown_keys = \"allow\"",
    "raw_html = \"sanitize\"",
    "raw_html = \"deny\"",
    "punctuation = \"plain\"",
    "allowed_hosts = [\"elsewhere.example\"]",
    "draft_redline = true",
    "content = \"content/rules\"",
    "exclude = [\"plays/**\"]",
    "timezone = \"Europe/Vienna\"",
    "base_url = \"https://other.example\"",
    "edit_url = \"https://forge.example/{path}\"",
    "theme = \"skin\"",
    "files = \"files\"",
    "theme = \".skin\"",
    "files = \"public\"",
    "nmae = \"x\"",
];

/// Whatever decides how a text is read.
const READING: &[&str] = &[
    "raw_html = \"pass\"",
    "raw_html = \"sanitize\"",
    "raw_html = \"deny\"",
    "raw_html = \"sanitise\"",
    "punctuation = \"plain\"",
    "punctuation = \"smart\"",
];

const TABLES: &[&str] = &[
    "[governance]\nmodel = \"GM-1\"\nadopted_by = \"sponsor\"\n",
    "[governance]\nmodel = \"GM-2\"\nadopted_by = \"sponsor\"\n",
    "[governance]\nmodel = \"GM-9\"\nadopted_by = \"legal\"\n",
    "[history]\nignore = \".folded\"\n",
    "[[errands]]\ntitle = \"May I?\"\npage = \"GL-1\"\n",
    "[kinds.guideline]\nrequired = [\"summary\"]\n",
    "[kinds.recipe]\nlabel = \"Recipe\"\n",
    "[[feedback]]\nlabel = \"Say\"\nhref = \"mailto:a@intranet.example?subject={title}\"\n",
];

impl Changing {
    pub(super) fn template(&mut self) -> String {
        let (name, text) = TEMPLATES[self.random.below(TEMPLATES.len())];
        let folder = self.random.of(&["theme", "theme", "theme", "skin", ".skin"]);
        let file = format!("{folder}/{name}");
        if self.random.chance(50) {
            let known = self.below("theme");
            let Some(known) = self.random.any(&known) else { return String::new() };
            self.remove(&known);
            return format!("remove {known}");
        }
        self.save(&file, text);
        format!("write {file}")
    }

    pub(super) fn style(&mut self) -> String {
        let colour = self.random.of(&["black", "navy", "red"]);
        let file =
            self.random.of(&["theme/extra.css", "theme/style.css", "skin/extra.css", ".skin/extra.css"]);
        self.save(file, format!("p {{ color: {colour}; }}\n"));
        format!("write {file} {colour}")
    }

    pub(super) fn theme_file(&mut self) -> String {
        let (file, size) = (
            self.random.of(&["theme/logo.png", "theme/fonts/a.woff2", "theme/icon.svg"]),
            self.random.below(4),
        );
        self.save(file, "<svg/>".repeat(size));
        format!("write {file} {size}")
    }

    pub(super) fn site_file(&mut self) -> String {
        if self.random.chance(30) {
            self.save("site.toml", SITE);
            return "site.toml as at first".to_owned();
        }
        let mut text = String::new();
        let mut written: Vec<&str> = Vec::new();
        for _ in 0..self.random.below(4) {
            let line = self.random.of(KEYS);
            let key = line.split(' ').next().unwrap_or_default();
            if !written.contains(&key) {
                written.push(key);
                text.push_str(line);
                text.push('\n');
            }
        }
        if self.random.chance(75) {
            text += TABLES[0];
        }
        let table = self.random.of(TABLES);
        if !text.contains(table.lines().next().unwrap_or_default()) {
            text += table;
        }
        if self.random.chance(5) {
            text += "name = \"broken\n";
        }
        self.save("site.toml", &text);
        format!("site.toml: {text:?}")
    }

    /// Sets how Markdown is read, and leaves all else of `site.toml` as it is.
    pub(super) fn way_of_reading(&mut self) -> String {
        let line = self.random.of(READING);
        let key = line.split_once(' ').map_or("", |(key, _)| key);
        let known = self.read("site.toml");
        let others = known.lines().filter(|known| !known.starts_with(key));
        let text: Vec<&str> = std::iter::once(line).chain(others).chain([""]).collect();
        self.save("site.toml", text.join("\n"));
        format!("site.toml: {line}")
    }
}
