//! Texts that were read and will be asked for again. They are kept in pieces that they share: the texts of a page's past
//! are alike but for a paragraph or two, and unpacking them anew costs more than anything else that is done with them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use crate::model::TextId;
use crate::shared::quick_hash::QuickHash;

/// Bytes that are kept at the most. What is read later is unpacked each time.
const MOST_KEPT: usize = 96 << 20;
/// About what a piece takes beside its bytes, and a text beside its pieces.
const PIECE: usize = 48;
const TEXT: usize = 96;

/// Texts by their names.
#[derive(Debug, Default)]
pub(super) struct KeptTexts(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<TextId, Arc<[Piece]>>,
    pieces: HashSet<Piece, QuickHash>,
    taken: usize,
}

type Piece = Arc<[u8]>;

impl KeptTexts {
    /// Whether a text is kept.
    pub(super) fn has(&self, text: TextId) -> bool {
        self.read().texts.contains_key(&text)
    }

    /// A text that is kept.
    pub(super) fn get(&self, text: TextId) -> Option<Arc<[u8]>> {
        let pieces = self.read().texts.get(&text)?.clone();
        Some(pieces.concat().into())
    }

    /// Keeps a text, as far as there is room.
    pub(super) fn keep(&self, text: TextId, bytes: &[u8]) {
        let pieces: Vec<&[u8]> = pieces(bytes).collect();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.taken + bytes.len() <= MOST_KEPT && !kept.texts.contains_key(&text) {
            let pieces = pieces.into_iter().map(|piece| kept.piece(piece)).collect();
            kept.texts.insert(text, pieces);
            kept.taken += TEXT;
        }
    }

    /// Lets go of texts, and of their pieces that no other text has.
    pub(super) fn let_go(&self, texts: &[TextId]) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for text in texts {
            if let Some(pieces) = kept.texts.remove(text) {
                kept.taken = kept.taken.saturating_sub(TEXT);
                pieces.iter().for_each(|piece| kept.let_go(piece));
            }
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Kept> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn piece(&mut self, bytes: &[u8]) -> Piece {
        self.taken += size_of::<Piece>();
        if let Some(known) = self.pieces.get(bytes) {
            return known.clone();
        }
        self.taken += bytes.len() + PIECE;
        let piece: Piece = bytes.into();
        self.pieces.insert(piece.clone());
        piece
    }

    /// Lets go of a piece of a text that is no longer kept.
    fn let_go(&mut self, piece: &Piece) {
        self.taken = self.taken.saturating_sub(size_of::<Piece>());
        // The text and the set have it, and nobody else.
        if Arc::strong_count(piece) == 2 && self.pieces.remove(piece) {
            self.taken = self.taken.saturating_sub(piece.len() + PIECE);
        }
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
        assert_eq!(kept.read().pieces.len(), 6);
        kept.let_go(&[id(1), id(9)]);
        assert_eq!(kept.get(id(1)), None);
        assert_eq!(kept.get(id(0)).as_deref(), Some(texts[0]));
        assert_eq!(kept.read().pieces.len(), 5, "`B` was in no other text");
    }
}
