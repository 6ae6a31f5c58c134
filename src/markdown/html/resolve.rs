//! What the references of a text are shown as: the site says it, which alone knows what they lead to.

use std::borrow::Cow;

use crate::words::Words;

/// What a reference is shown as, once the site knows what it leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReferenceMarkup<'a> {
    /// As written.
    AsWritten,
    /// A link to this address, already encoded.
    Link {
        /// The address.
        href: Cow<'a, str>,
        /// Shown instead of the target, where a wikilink has no words of its own.
        words: Option<Cow<'a, str>>,
    },
    /// A link that leads nowhere: its words stay, marked as dead.
    Dead,
    /// A link to what is not approved yet: its words stay, and that is said.
    Unapproved,
    /// A picture.
    Picture {
        /// Its address, already encoded.
        src: Cow<'a, str>,
        /// Width and height in pixels, so that the page does not jump when it loads.
        size: Option<(u32, u32)>,
    },
    /// A video.
    Video {
        /// Its address, already encoded.
        src: Cow<'a, str>,
        /// The address of its WebVTT captions.
        captions: Option<Cow<'a, str>>,
        /// The address of the picture shown before it plays.
        poster: Option<Cow<'a, str>>,
    },
}

/// Says what the references of a text are shown as, and in which words its marks are told.
pub trait Resolve {
    /// The reference with this number, in the order of [`crate::markdown::Outline::references`].
    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_>;

    /// What is shown in place of the fenced block that begins so many bytes into the text; `None` where it is code.
    fn block(&self, start: usize) -> Option<Cow<'_, str>> {
        let _ = start;
        None
    }

    /// The words of the interface, for what is said beside the words of the text.
    fn words(&self) -> &Words;
}
