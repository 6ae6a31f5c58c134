//! The elements of HTML that are not like the others.

/// Whether a byte behind `<` begins a tag, a comment or the like.
pub(super) fn begins_tag(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')
}

/// Elements that belong to the page around the text, or swallow everything behind them.
pub(super) fn breaks_the_page(name: &str) -> bool {
    ["html", "head", "body", "base", "frameset", "frame", "noframes", "plaintext"]
        .iter()
        .any(|other| name.eq_ignore_ascii_case(other))
}

/// Elements that have no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements in which a browser reads no tags but their own end.
pub(super) fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "iframe" | "xmp" | "noembed" | "noscript")
}
