//! Texts that were read and will be asked for again. They are kept in pieces that they share: the texts of a page's past
//! are alike but for a paragraph or two, and unpacking them anew costs more than anything else that is done with them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::TextId;
use crate::shared::quick_hash::QuickHash;

/// Bytes that are kept at the most. What is read later is unpacked each time.
const MOST_KEPT: usize = 96 << 20;
/// About what a piece takes beside its bytes, and what a text takes for each of its pieces.
const PIECE: usize = 64;

/// Texts by their names.
#[derive(Debug, Default)]
pub(super) struct KeptTexts(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<TextId, Box<[Arc<[u8]>]>>,
    pieces: HashSet<Arc<[u8]>, QuickHash>,
    taken: usize,
}

impl KeptTexts {
    /// A text that is kept.
    pub(super) fn get(&self, text: TextId) -> Option<Arc<[u8]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.texts.get(&text).map(|pieces| pieces.concat().into())
    }

    /// Keeps a text, as far as there is room.
    pub(super) fn keep(&self, text: TextId, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.taken < MOST_KEPT && !kept.texts.contains_key(&text) {
            let pieces = pieces(bytes).map(|piece| kept.piece(piece)).collect();
            kept.texts.insert(text, pieces);
        }
    }
}

impl Kept {
    fn piece(&mut self, bytes: &[u8]) -> Arc<[u8]> {
        self.taken += PIECE;
        if let Some(known) = self.pieces.get(bytes) {
            return known.clone();
        }
        self.taken += bytes.len() + PIECE;
        let piece: Arc<[u8]> = bytes.into();
        self.pieces.insert(piece.clone());
        piece
    }
}

/// Cuts a text behind its empty lines.
fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut was_end = false;
    text.split_inclusive(move |byte| {
        let is_end = *byte == b'\n';
        std::mem::replace(&mut was_end, is_end) && is_end
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ObjectId;

    fn id(byte: u8) -> TextId {
        TextId(ObjectId::Sha1([byte; 20]))
    }

    #[test]
    fn texts_come_back_as_they_were_and_share_what_is_alike() {
        let kept = KeptTexts::default();
        let texts: [&[u8]; 4] = [b"a\n\nb\n\nc", b"a\n\nB\n\nc", b"", b"\n\n\n\n"];
        for (nth, text) in (0..).zip(texts) {
            kept.keep(id(nth), text);
        }
        for (nth, text) in (0..).zip(texts) {
            assert_eq!(kept.get(id(nth)).as_deref(), Some(text));
        }
        assert_eq!(kept.get(id(9)), None);
        assert_eq!(kept.0.lock().unwrap().pieces.len(), 6);
    }
}
