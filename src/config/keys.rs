//! What may stand in `site.toml`.

/// Every key of `site.toml` and what it means: the source of the schema and of the manual.
pub const KEYS: &[Key] = &[
    Key { name: "name", takes: Takes::Text, means: "The site's name. Default: the title of its home page." },
    Key { name: "tagline", takes: Takes::Text, means: "One sentence about the site." },
    Key {
        name: "language",
        takes: Takes::Text,
        means: "The language of the pages, as in HTML: `en`, `de-AT`.",
    },
    Key {
        name: "base_url",
        takes: Takes::Text,
        means: "Where the site is published; needed for the sitemap and the 404 page.",
    },
    Key {
        name: "content",
        takes: Takes::Text,
        means: "The folder of pages. Default: `content`, else `docs`, else the root.",
    },
    Key {
        name: "exclude",
        takes: Takes::Texts,
        means: "Files of that folder that are no part of the site, as patterns: `archive/**`.",
    },
    Key {
        name: "theme",
        takes: Takes::Text,
        means: "The folder of templates and styles that replace the built-in ones. Default: `theme`.",
    },
    Key {
        name: "files",
        takes: Takes::Text,
        means: "The folder of files that are published as they are. Default: `static`.",
    },
    Key {
        name: "timezone",
        takes: Takes::Text,
        means: "The zone in which days begin and end: `Europe/Vienna`. Default: UTC.",
    },
    Key {
        name: "accent",
        takes: Takes::Text,
        means: "The accent colour: `#0b5d6b`. Its contrast is checked.",
    },
    Key {
        name: "unknown_keys",
        takes: Takes::Choice(&["allow", "warn", "error"]),
        means: "What an unknown key in front matter is. Default: `warn`.",
    },
    Key {
        name: "raw_html",
        takes: Takes::Choice(&["pass", "sanitize", "deny"]),
        means: "What becomes of raw HTML in pages. Default: `pass`.",
    },
    Key {
        name: "punctuation",
        takes: Takes::Choice(&["smart", "plain"]),
        means: "Whether straight quotes and dashes become typographic. Default: `smart`.",
    },
    Key {
        name: "allowed_hosts",
        takes: Takes::Texts,
        means: "Hosts that pages may load pictures, frames and scripts from.",
    },
    Key {
        name: "elsewhere",
        takes: Takes::Texts,
        means: "Addresses of the same host at which other sites are found, as patterns: `/azure/**`. Links to them are taken as they are written.",
    },
    Key {
        name: "edit_url",
        takes: Takes::Text,
        means: "Where a page's source is edited, with `{path}` in it.",
    },
    Key {
        name: "feedback",
        takes: Takes::Tables(&[("label", Takes::Text), ("href", Takes::Text)]),
        means: "Ways for readers to answer back; `{title}` and `{path}` in `href` stand for the page's.",
    },
    Key {
        name: "errands",
        takes: Takes::Tables(&[("title", Takes::Text), ("summary", Takes::Text), ("page", Takes::Text)]),
        means: "What people come for, on the home page.",
    },
    Key {
        name: "history",
        takes: Takes::Table,
        means: "`ignore` names a list of commits that the history folds away. Default: `.git-blame-ignore-revs`. `authority` is the domain under which feeds name revisions, so that the names outlive `base_url`. Default: its host.",
    },
    Key {
        name: "edition",
        takes: Takes::Choice(&["latest", "approved"]),
        means: "Which texts are published: the latest, or only those in force. Default: `latest`.",
    },
    Key {
        name: "draft_redline",
        takes: Takes::Flag,
        means: "Whether the approved edition shows the words of a newer draft, as a redline. Default: `false`.",
    },
    Key {
        name: "governance",
        takes: Takes::Table,
        means: "`model` is the page of the governance model, `adopted_by` the role that adopts the first one, `profiles` those that are on, `records` the folder of records, `main` the branch that is published, `signers` the list of who signs with which SSH key, as ssh-keygen(1) has it, `moved_from` the folder in which the site stood before it moved, from the top of the repository.",
    },
    Key {
        name: "publish",
        takes: Takes::Table,
        means: "Where the site is published: a table `[publish.NAME]` for each target. `to` is the folder, `edition` and `base_url` stand in place of those of the site, `block` is the least severity that blocks (`error`), `keep` the number of releases that are kept (5), `server_files` names the servers for which files are written (`nginx`, `caddy`, `apache`, `redirects`), `compress` the packings of copies (`gzip`, `brotli`, `zstd`).",
    },
    Key {
        name: "editor",
        takes: Takes::Text,
        means: "The editor that the preview opens files in: `vscode`, `vscode-insiders`, `vscodium`, `cursor`, `zed`, `idea`, `sublime`, or an address with `{file}`, `{line}` and `{column}` in it.",
    },
    Key {
        name: "kinds",
        takes: Takes::Table,
        means: "Kinds of page of the site's own, and further fields of the built-in ones.",
    },
    Key {
        name: "blocks",
        takes: Takes::Table,
        means: "Data blocks of the site's own, each drawn by `blocks/NAME.html` of its theme.",
    },
    Key {
        name: "books",
        takes: Takes::Tables(&[
            ("name", Takes::Text),
            ("title", Takes::Text),
            ("summary", Takes::Text),
            ("parts", Takes::TextsOrTables),
            ("pdf", Takes::Flag),
        ]),
        means: "Pages and views that are read as one document. `parts` lists pages by path or id, `{ pages = SELECTOR }` and `{ view = \"NAME\" }`. `pdf = true` has `build` and `publish` write it as a PDF beside its page.",
    },
];

/// A key of `site.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means, in a sentence.
    pub means: &'static str,
}

/// What a key of `site.toml` takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A table.
    Table,
    /// A list of texts and tables.
    TextsOrTables,
    /// A list of tables with these keys, and what each takes.
    Tables(&'static [(&'static str, Takes)]),
}
