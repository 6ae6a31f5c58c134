//! A field of front matter in words.

/// A field of front matter, as people read it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FrontField {
    /// Its name; of one within another `outer.inner`.
    pub name: String,
    /// Its value; of a list each item.
    pub values: Vec<String>,
}
