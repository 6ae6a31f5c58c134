//! A film with its captions and what is said in it.

use super::faults::Faults;
use crate::model::{FILMS, FieldValue, Fields, NamedValue};

/// A field that takes a file of certain endings.
struct FileField {
    name: &'static str,
    /// What a file of another ending is.
    wrong: &'static str,
    endings: &'static [&'static str],
}

const FIELDS: [FileField; 3] = [
    FileField { name: "src", wrong: "is no film that browsers play", endings: &FILMS },
    FileField { name: "captions", wrong: "holds no captions", endings: &["vtt"] },
    FileField {
        name: "poster",
        wrong: "is no picture",
        endings: &["svg", "webp", "avif", "jpg", "jpeg", "png"],
    },
];

/// What makes no sense in a block of a film, as far as its lines tell.
pub(super) fn judge(fields: &Fields, faults: &mut Faults) {
    for FileField { name, wrong, endings } in FIELDS {
        let Some(FieldValue::File(NamedValue { name: file, span })) = fields.get(name) else { continue };
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if !ending.is_some_and(|ending| endings.contains(&&*ending)) {
            let hint = format!("its name ends with one of: {}", endings.join(", "));
            faults.report(Some(*span), format!("`{file}` {wrong}"), hint);
        }
    }
}
