//! Which attributes of raw HTML point to something. Names of elements and attributes come in lower case.

use super::styles;
use crate::markdown::lint::scripts::{Use, runs_script};
use crate::markdown::outline::ReferenceKind;

/// What the value of an attribute points to; `None` where it points to nothing.
pub(in crate::markdown) fn kind(element: &str, attribute: &str, value: &str) -> Option<ReferenceKind> {
    let kind = match (element, attribute) {
        ("a" | "area", "href") | ("a", "xlink:href") => ReferenceKind::HtmlLink,
        // Outside of a drawing, `image` is another name of `img`.
        ("img" | "image" | "video" | "audio" | "source" | "track" | "input", "src")
        | ("video", "poster")
        | ("image", "href" | "xlink:href") => ReferenceKind::HtmlPicture,
        ("iframe" | "frame" | "script" | "embed", "src")
        | ("object", "data")
        | ("link", "href")
        // Any element may have a background, be it a cell of a table.
        | (_, "background") => ReferenceKind::HtmlEmbed,
        // A part of the page itself loads nothing.
        (element, "href" | "xlink:href") if draws(element) && !value.trim().starts_with('#') => {
            ReferenceKind::HtmlEmbed
        }
        _ => return None,
    };
    Some(kind)
}

/// Whether an element of a drawing shows, follows or runs what its `href` names, as any kind of SVG has it. In other elements,
/// which may be those of another program, the attribute means nothing.
fn draws(element: &str) -> bool {
    DRAWING.contains(&element) || element.starts_with("animat")
}

const DRAWING: [&str; 26] = [
    "altglyph",
    "audio",
    "clippath",
    "color-profile",
    "cursor",
    "discard",
    "feimage",
    "filter",
    "font-face-uri",
    "foreignobject",
    "glyphref",
    "handler",
    "lineargradient",
    "link",
    "mask",
    "mpath",
    "pattern",
    "prefetch",
    "radialgradient",
    "script",
    "set",
    "svg",
    "textpath",
    "tref",
    "use",
    "video",
];

/// Whether the value of an attribute is a list of pictures.
pub(super) fn lists_pictures(element: &str, attribute: &str) -> bool {
    attribute == "srcset" && matches!(element, "img" | "image" | "source")
        || attribute == "imagesrcset" && element == "link"
}

/// Whether the value of an attribute is a style, or one property of such: it may name files by `url(…)`.
pub(super) fn is_style(attribute: &str) -> bool {
    matches!(
        attribute,
        "style"
            | "fill"
            | "stroke"
            | "filter"
            | "mask"
            | "clip-path"
            | "cursor"
            | "marker"
            | "marker-start"
            | "marker-mid"
            | "marker-end"
    )
}

/// Whether an attribute would change by itself what is loaded or where a reader is: a drawing that moves, or a page that leads on.
pub(super) fn would_shift(element: &str, attribute: &str, value: &str) -> bool {
    let moves = element == "set" || element.starts_with("animate");
    match attribute {
        "attributename" if moves => {
            let name = value.trim().to_ascii_lowercase();
            matches!(name.rsplit(':').next(), Some("href" | "src" | "style"))
        }
        "to" | "from" | "by" | "values" if moves => styles::may_name_a_file(value),
        "http-equiv" if element == "meta" => value.trim().eq_ignore_ascii_case("refresh"),
        _ => false,
    }
}

/// Whether an attribute would run a script.
pub(super) fn would_run(element: &str, attribute: &str, value: &str) -> bool {
    let used = match element {
        "img" | "video" | "audio" | "source" | "track" | "input" | "image" | "feimage" => Use::Drawn,
        _ if attribute == "background" => Use::Drawn,
        _ => Use::Followed,
    };
    match attribute {
        "srcdoc" => true,
        "href" | "src" | "action" | "formaction" | "xlink:href" | "data" | "poster" | "background"
        | "cite" | "ping" | "longdesc" | "codebase" | "manifest" | "to" | "from" | "by" => {
            runs_script(value, used)
        }
        "values" => value.split(';').any(|value| runs_script(value, used)),
        "content" if element == "meta" => value
            .split_once('=')
            .is_some_and(|(_, url)| runs_script(url.trim_matches(['\'', '"', ' ']), used)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_loads_something_points_to_it() {
        for (element, attribute) in [
            ("use", "href"),
            ("use", "xlink:href"),
            ("feimage", "href"),
            ("script", "src"),
            ("script", "xlink:href"),
            ("table", "background"),
            ("td", "background"),
            ("image", "src"),
            ("lineargradient", "href"),
            ("textpath", "xlink:href"),
        ] {
            assert!(
                kind(element, attribute, "a.svg#b").is_some_and(ReferenceKind::loads),
                "{element} {attribute}"
            );
        }
        assert_eq!(kind("use", "href", " #b"), None);
        assert_eq!(kind("p", "title", "a.svg"), None);
        assert_eq!(kind("boxlink", "href", "https://a.example/b"), None);
    }

    #[test]
    fn what_shifts_is_seen() {
        for (element, attribute, value) in [
            ("set", "attributename", "href"),
            ("animate", "attributename", " XLINK:HREF"),
            ("animate", "values", "none;url(a.svg#b)"),
            ("set", "to", "URL('a.svg')"),
            ("meta", "http-equiv", "Refresh"),
        ] {
            assert!(would_shift(element, attribute, value), "{element} {attribute}");
        }
        for (element, attribute, value) in [
            ("animate", "attributename", "fill"),
            ("animate", "values", "url(#a);red"),
            ("meta", "http-equiv", "content-language"),
            ("p", "to", "url(a.svg)"),
        ] {
            assert!(!would_shift(element, attribute, value), "{element} {attribute}");
        }
    }
}
