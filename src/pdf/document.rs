//! A printed PDF: where its places stand, and what it says of itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::date::Day;
use crate::path::decode;

/// A PDF that was printed.
pub struct PdfDocument(Document);

/// That a file is no PDF that can be read.
#[derive(Debug)]
pub struct NotPdf(lopdf::Error);

impl fmt::Display for NotPdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "what was printed cannot be read: {}", self.0)
    }
}

impl std::error::Error for NotPdf {}

impl PdfDocument {
    /// Reads it.
    ///
    /// # Errors
    /// It is no PDF.
    pub fn read(bytes: &[u8]) -> Result<PdfDocument, NotPdf> {
        Document::load_mem(bytes).map(PdfDocument).map_err(NotPdf)
    }

    /// How many sheets it has.
    pub fn sheets(&self) -> usize {
        self.0.get_pages().len()
    }

    /// On which sheet, from 1, each place begins to which something in it links, by its id.
    pub fn places(&self) -> HashMap<String, usize> {
        let sheets: HashMap<ObjectId, usize> =
            self.0.get_pages().into_iter().map(|(number, id)| (id, number as usize)).collect();
        let Some(named) = self.destinations() else { return HashMap::new() };
        let place = |(name, destination): (&Vec<u8>, &Object)| {
            let destination = self.followed(destination);
            let destination = match destination {
                Object::Dictionary(holding) => self.followed(holding.get(b"D").ok()?),
                other => other,
            };
            let sheet = destination.as_array().ok()?.first()?.as_reference().ok()?;
            // The browser names a place as links to it are encoded.
            let id = decode(&String::from_utf8_lossy(name)).into_owned();
            Some((id, *sheets.get(&sheet)?))
        };
        named.iter().filter_map(place).collect()
    }

    fn destinations(&self) -> Option<&Dictionary> {
        self.followed(self.0.catalog().ok()?.get(b"Dests").ok()?).as_dict().ok()
    }

    fn followed<'d>(&'d self, object: &'d Object) -> &'d Object {
        match object {
            Object::Reference(id) => self.0.get_object(*id).unwrap_or(object),
            other => other,
        }
    }

    /// The same with links that led below one address lead below another; without another they lead nowhere.
    #[must_use]
    pub fn with_links_below(mut self, served: &str, published: Option<&str>) -> PdfDocument {
        let published = published.map(|address| format!("{}/", address.trim_end_matches('/')));
        for object in self.0.objects.values_mut() {
            let Ok(holder) = object.as_dict_mut() else { continue };
            let is_action = holder.has(b"URI");
            let action =
                if is_action { Ok(&mut *holder) } else { holder.get_mut(b"A").and_then(Object::as_dict_mut) };
            let Some(action) = action.ok().filter(|action| action.has(b"URI")) else { continue };
            let leads = action.get(b"URI").and_then(Object::as_str).unwrap_or_default();
            let leads = String::from_utf8_lossy(leads).into_owned();
            let Some(rest) = leads.strip_prefix(served) else { continue };
            match &published {
                Some(published) => {
                    action.set("URI", Object::string_literal(format!("{published}{rest}")));
                }
                None if is_action => *action = Dictionary::new(),
                // A link without an action leads nowhere; an empty action is none at all.
                None => _ = holder.remove(b"A"),
            }
        }
        self
    }

    /// The bytes of the same, as made on a day: the clock of the machine that printed it says nothing of what it shows, and
    /// the same text makes the same bytes.
    ///
    /// # Errors
    /// It cannot be written anew.
    pub fn dated(mut self, day: Day) -> Result<Vec<u8>, NotPdf> {
        let written = format!("D:{}000000Z", day.to_string().replace('-', ""));
        let info = self.0.trailer.get(b"Info").and_then(Object::as_reference).map_err(NotPdf)?;
        let info = self.0.get_object_mut(info).and_then(Object::as_dict_mut).map_err(NotPdf)?;
        for key in ["CreationDate", "ModDate"] {
            info.set(key, Object::string_literal(written.as_str()));
        }
        info.set("Creator", Object::string_literal(concat!("Guidepost ", env!("CARGO_PKG_VERSION"))));
        self.0.trailer.remove(b"ID");
        self.number_elements();
        let mut bytes = Vec::new();
        self.0.save_to(&mut bytes).map_err(|error| NotPdf(error.into()))?;
        Ok(bytes)
    }

    /// Numbers the elements by which screen readers read anew: the browser counts on from whatever it drew before.
    fn number_elements(&mut self) {
        let mut names = BTreeSet::new();
        for object in self.0.objects.values_mut() {
            each_text(object, &mut |text| {
                if is_element(text) {
                    names.insert(text.clone());
                }
            });
        }
        let numbers: BTreeMap<Vec<u8>, String> =
            names.into_iter().zip(1..).map(|(name, number)| (name, format!("node{number:08}"))).collect();
        for object in self.0.objects.values_mut() {
            each_text(object, &mut |text| {
                if let Some(number) = numbers.get(text) {
                    *text = number.as_bytes().to_vec();
                }
            });
        }
    }
}

/// Every text in an object.
fn each_text(object: &mut Object, with: &mut impl FnMut(&mut Vec<u8>)) {
    match object {
        Object::String(text, _) => with(text),
        Object::Array(items) => items.iter_mut().for_each(|item| each_text(item, with)),
        Object::Dictionary(entries) => entries.iter_mut().for_each(|(_, value)| each_text(value, with)),
        _ => {}
    }
}

/// Whether a text is how the browser names an element: `node00000394`.
fn is_element(text: &[u8]) -> bool {
    text.strip_prefix(b"node")
        .is_some_and(|digits| digits.len() == 8 && digits.iter().all(u8::is_ascii_digit))
}
