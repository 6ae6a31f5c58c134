//! The media type of a file of the output, which browsers are sent with it.

/// A media type, as it stands in a header: `text/html; charset=utf-8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MediaType(&'static str);

impl MediaType {
    /// Files that are known by their whole name, in any folder.
    pub const NAMES: [(&'static str, &'static str); 1] =
        [("feed.xml", "application/atom+xml; charset=utf-8")];
    /// What is known by the ending of its name, in whatever case.
    pub const ENDINGS: &'static [(&'static str, &'static [&'static str])] = &[
        ("text/html; charset=utf-8", &["html", "htm"]),
        ("text/css; charset=utf-8", &["css"]),
        ("text/javascript; charset=utf-8", &["js", "mjs"]),
        ("application/json", &["json"]),
        ("application/manifest+json", &["webmanifest"]),
        ("application/xml", &["xml"]),
        ("application/atom+xml; charset=utf-8", &["atom"]),
        ("application/rss+xml; charset=utf-8", &["rss"]),
        ("text/vtt; charset=utf-8", &["vtt"]),
        ("text/plain; charset=utf-8", &["txt", "md", "map"]),
        ("text/csv; charset=utf-8", &["csv"]),
        ("text/calendar; charset=utf-8", &["ics"]),
        ("image/svg+xml", &["svg"]),
        ("image/png", &["png"]),
        ("image/jpeg", &["jpg", "jpeg"]),
        ("image/gif", &["gif"]),
        ("image/webp", &["webp"]),
        ("image/avif", &["avif"]),
        ("image/x-icon", &["ico"]),
        ("video/mp4", &["mp4", "m4v"]),
        ("video/webm", &["webm"]),
        ("video/ogg", &["ogv"]),
        ("video/quicktime", &["mov"]),
        ("audio/mpeg", &["mp3"]),
        ("audio/mp4", &["m4a"]),
        ("audio/ogg", &["ogg", "oga", "opus"]),
        ("audio/wav", &["wav"]),
        ("audio/flac", &["flac"]),
        ("font/woff", &["woff"]),
        ("font/woff2", &["woff2"]),
        ("font/ttf", &["ttf"]),
        ("font/otf", &["otf"]),
        ("application/wasm", &["wasm"]),
        ("application/pdf", &["pdf"]),
        ("application/epub+zip", &["epub"]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
        ("application/vnd.oasis.opendocument.text", &["odt"]),
        ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
        ("application/vnd.oasis.opendocument.presentation", &["odp"]),
        ("application/zip", &["zip"]),
        ("application/gzip", &["gz"]),
        ("application/zstd", &["zst"]),
    ];
    /// What is known by neither: browsers offer it for saving.
    pub const OTHER: &'static str = "application/octet-stream";

    /// That of a file, by its name.
    pub fn of(name: &str) -> MediaType {
        MediaType(by_name(name))
    }

    /// As it stands in a header.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether it is a page of HTML.
    pub fn is_page(self) -> bool {
        self.0.starts_with("text/html")
    }

    /// Whether pages are drawn with it: a style, a picture or a font.
    pub fn is_drawn_with(self) -> bool {
        self.is_style() || self.0.starts_with("image/") || self.0.starts_with("font/")
    }

    /// Whether it is a script.
    pub fn is_script(self) -> bool {
        self.0.starts_with("text/javascript") || self.0.starts_with("application/javascript")
    }

    /// Whether it is a stylesheet.
    pub fn is_style(self) -> bool {
        self.0.starts_with("text/css")
    }
}

fn by_name(name: &str) -> &'static str {
    let name = name.rsplit('/').next().unwrap_or(name);
    if let Some((_, media_type)) = MediaType::NAMES.iter().find(|(known, _)| *known == name) {
        return media_type;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let known = MediaType::ENDINGS.iter().find(|(_, endings)| endings.contains(&&*ending));
    known.map_or(MediaType::OTHER, |(media_type, _)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_what_a_file_is() {
        for (name, kind) in [
            ("guidelines/tone/index.html", "text/html; charset=utf-8"),
            ("style.1a2b.css", "text/css; charset=utf-8"),
            ("redirects.map", "text/plain; charset=utf-8"),
            ("film.WEBM", "video/webm"),
            ("film.vtt", "text/vtt; charset=utf-8"),
            ("v1.2/readme", "application/octet-stream"),
            ("html", "application/octet-stream"),
            ("plays/feed.xml", "application/atom+xml; charset=utf-8"),
            ("sitemap.xml", "application/xml"),
        ] {
            assert_eq!(MediaType::of(name).as_str(), kind, "{name}");
        }
    }
}
