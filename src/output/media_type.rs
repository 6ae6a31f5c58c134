//! The media type of a file of the output, which browsers are sent with it.

/// A media type, as it stands in a header: `text/html; charset=utf-8`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MediaType(&'static str);

impl MediaType {
    /// That of a file, by the ending of its name. Files of an unknown kind are offered for saving.
    pub fn of(name: &str) -> MediaType {
        MediaType(by_ending(name))
    }

    /// As it stands in a header.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether it is a page of HTML.
    pub fn is_page(self) -> bool {
        self.0.starts_with("text/html")
    }

    /// Whether it is a stylesheet.
    pub fn is_style(self) -> bool {
        self.0.starts_with("text/css")
    }
}

fn by_ending(name: &str) -> &'static str {
    let ending = name.rsplit('/').next().unwrap_or(name).rsplit_once('.').map_or("", |(_, ending)| ending);
    match &*ending.to_ascii_lowercase() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "vtt" => "text/vtt; charset=utf-8",
        "txt" | "md" | "map" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" => "audio/ogg",
        "ogv" => "video/ogg",
        "wav" => "audio/wav",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
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
        ] {
            assert_eq!(MediaType::of(name).as_str(), kind, "{name}");
        }
    }
}
