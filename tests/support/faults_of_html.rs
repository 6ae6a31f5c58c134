//! What is wrong with HTML that stands within a page.

use std::collections::HashSet;

use html5gum::{Token, Tokenizer};

/// What is wrong with the frame of some HTML: an element left open, one closed that is not open, an id twice.
pub(crate) fn faults_of_html(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut ids = HashSet::new();
    let mut emitter = html5gum::DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some(id) = tag.attributes.get(b"id".as_slice())
                    && !ids.insert(String::from_utf8_lossy(&id.value).into_owned())
                {
                    faults.push(format!("id {:?} twice", id.value));
                }
                for (attribute, value) in &tag.attributes {
                    let value = String::from_utf8_lossy(&value.value).to_lowercase();
                    let value: String =
                        value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                    if value.starts_with("javascript:")
                        && !matches!(attribute.as_slice(), b"alt" | b"class" | b"data-lang")
                    {
                        faults.push(format!("{name} runs {value}"));
                    }
                }
                if !VOID.contains(&&*name) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match open.pop() {
                    Some(last) if last == name => {}
                    last => faults.push(format!("</{name}> where {last:?} is open")),
                }
            }
            Token::Comment(_) | Token::Doctype(_) => faults.push("a comment".to_owned()),
            _ => {}
        }
    }
    faults.extend(open.into_iter().map(|name| format!("<{name}> is left open")));
    faults
}

const VOID: [&str; 13] =
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
