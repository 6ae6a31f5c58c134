//! The tags of finished HTML, and where they stand in it: for whoever rewrites ids, links and headings of what is drawn.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::paused::Paused;
use crate::source::Span;

/// A tag of finished HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HtmlTag {
    /// The element, in small letters.
    pub name: String,
    /// Whether the element ends here.
    pub is_end: bool,
    /// From `<` to `>`.
    pub span: Span,
    /// Its attributes that have a value.
    pub attributes: Vec<HtmlAttribute>,
}

/// An attribute of a tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HtmlAttribute {
    /// Its name, in small letters.
    pub name: String,
    /// Its value, references to characters resolved.
    pub value: String,
    /// Where the value stands, without quotes around it.
    pub span: Span,
}

/// The tags of HTML as browsers read them, in order. What stands in scripts and styles has none.
pub fn tags_of(html: &str) -> Vec<HtmlTag> {
    let mut tags: Vec<HtmlTag> = Vec::new();
    let mut is_open = false;
    let mut attribute = String::new();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        let at = Span::new(span.start.min(html.len())..span.end.min(html.len()));
        match event {
            CallbackEvent::OpenStartTag { name } => {
                is_open = true;
                tags.push(tag(name, at));
            }
            CallbackEvent::AttributeName { name } => attribute = text(name),
            CallbackEvent::AttributeValue { value } if is_open => {
                if let Some(tag) = tags.last_mut() {
                    let name = std::mem::take(&mut attribute);
                    tag.attributes.push(HtmlAttribute { name, value: text(value), span: at });
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                is_open = false;
                if let Some(tag) = tags.last_mut() {
                    tag.span.end = at.end;
                }
            }
            CallbackEvent::EndTag { name } => tags.push(HtmlTag { is_end: true, ..tag(name, at) }),
            _ => {}
        }
        None::<()>
    });
    emitter.naively_switch_states(true);
    // What it yields beside are pauses.
    let _ = Tokenizer::new_with_emitter(Paused::new(html), emitter).find_map(Result::ok);
    // An unfinished tag is text.
    if is_open {
        tags.pop();
    }
    tags
}

fn tag(name: &[u8], span: Span) -> HtmlTag {
    HtmlTag { name: text(name), is_end: false, span, attributes: Vec::new() }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl HtmlTag {
    /// The value of an attribute; `None` where it has none of that name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &*attribute.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::slice;

    #[test]
    fn tags_and_values_stand_where_they_are_said_to() {
        let html =
            "a <A class=x HREF='b?c&amp;d'>é</a ><br/><script>\"<i>\"</script><p id=\"q\" hidden>z<b x=";
        let tags = tags_of(html);
        let shown: Vec<&str> = tags.iter().map(|tag| slice(html, tag.span.range())).collect();
        assert_eq!(
            shown,
            [
                "<A class=x HREF='b?c&amp;d'>",
                "</a >",
                "<br/>",
                "<script>",
                "</script>",
                "<p id=\"q\" hidden>"
            ]
        );
        let values: Vec<(&str, &str)> = tags
            .iter()
            .flat_map(|tag| &tag.attributes)
            .map(|attribute| (&*attribute.value, slice(html, attribute.span.range())))
            .collect();
        assert_eq!(values, [("x", "x"), ("b?c&d", "b?c&amp;d"), ("q", "q")]);
        assert_eq!(tags.first().and_then(|tag| tag.attribute("href")), Some("b?c&d"));
    }

    #[test]
    fn a_tag_with_thousands_of_attributes_is_read() {
        let html = format!("<p{}>", " data-a=\"b\"".repeat(5000));
        assert_eq!(tags_of(&html).first().map(|tag| tag.attributes.len()), Some(5000));
    }
}
