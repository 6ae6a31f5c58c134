//! Text in XML.

/// A text as XML 1.0 takes it, in elements and between double quotes. What XML has no place for is dropped, and so is what
/// steers a terminal.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_hold_is_dropped() {
        assert_eq!(
            super::escape("a<b> & \"c\"\r\n\u{1b}[1m\u{0}\u{fffe}\u{ffff}\u{85}é"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#10;[1mé"
        );
    }
}
