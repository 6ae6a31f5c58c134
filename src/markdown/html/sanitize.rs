//! A page cleaned of everything that could run or restyle it, where a site asks for that.

use std::collections::HashSet;

use ammonia::Builder;

/// The body without what could run. Whatever our own renderer makes survives.
pub(in crate::markdown) fn clean(html: &str) -> String {
    let mut builder = Builder::default();
    builder
        .add_tags(["audio", "input", "picture", "section", "source", "track", "video"])
        .add_generic_attributes(["class", "dir", "id", "role", "tabindex"])
        .add_generic_attribute_prefixes(["aria-", "data-"])
        .add_tag_attributes("audio", ["controls", "preload"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("img", ["decoding", "loading", "srcset", "sizes"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .add_tag_attributes("source", ["media", "sizes", "src", "srcset", "type"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("track", ["default", "kind", "label", "src", "srclang"])
        .add_tag_attributes("video", ["controls", "height", "poster", "preload", "width"])
        // The only field that a page has of itself is the box of a task.
        .add_tag_attribute_values("input", "type", ["checkbox"])
        // What a site links to is its own business.
        .link_rel(None)
        .url_schemes(HashSet::from(["ftp", "http", "https", "mailto", "sms", "tel"]));
    builder.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_could_run_goes() {
        for (html, cleaned) in [
            ("<p onclick=\"x()\">a</p>", "<p>a</p>"),
            ("<script>x</script>b", "b"),
            ("<iframe src=\"https://x\"></iframe>c", "c"),
            ("<p style=\"position:fixed\">d</p>", "<p>d</p>"),
            ("<a href=\"javascript:x\">e</a>", "<a>e</a>"),
            ("<a href=\"data:text/html,x\">f</a>", "<a>f</a>"),
        ] {
            assert_eq!(clean(html), cleaned);
        }
    }
}
