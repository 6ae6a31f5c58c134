//! Which attributes of raw HTML point to something. Names of elements and attributes come in lower case.

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
        ("script" | "use" | "feimage", "href" | "xlink:href") if !value.trim().starts_with('#') => {
            ReferenceKind::HtmlEmbed
        }
        _ => return None,
    };
    Some(kind)
}

/// Whether the value of an attribute is a list of pictures.
pub(super) fn lists_pictures(element: &str, attribute: &str) -> bool {
    attribute == "srcset" && matches!(element, "img" | "image" | "source")
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
        ] {
            assert!(
                kind(element, attribute, "a.svg#b").is_some_and(ReferenceKind::loads),
                "{element} {attribute}"
            );
        }
        assert_eq!(kind("use", "href", " #b"), None);
        assert_eq!(kind("p", "title", "a.svg"), None);
    }
}
