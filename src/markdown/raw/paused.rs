//! Hands raw HTML to its tokeniser with pauses.
//!
//! The tokeniser goes from the value of one attribute to that of the next by calls within calls, so that a tag with some
//! hundred attributes would take all of a thread's stack, and the program with it. A reader that fails has it give up these
//! calls; asked again, it goes on in the state in which it was. That is safe where it has just taken up a state and read
//! nothing in it, as with values in double quotes, which all those calls lead through.

use std::fmt;

use html5gum::{Readable as _, Reader, StringReader};

/// So many values are read between two pauses.
const BETWEEN_PAUSES: usize = 32;

/// What the tokeniser looks for in a value in double quotes, and nowhere else.
const IN_DOUBLE_QUOTES: &[u8] = b"\"&\0\r";

/// A text that is read with pauses.
pub(super) struct Paused<'t> {
    text: StringReader<'t>,
    values: usize,
}

/// Nothing is wrong.
#[derive(Debug)]
pub(super) struct Pause;

impl fmt::Display for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pause")
    }
}

impl std::error::Error for Pause {}

impl<'t> Paused<'t> {
    pub(in crate::markdown) fn new(text: &'t str) -> Paused<'t> {
        Paused { text: text.to_reader(), values: 0 }
    }
}

impl Reader for Paused<'_> {
    type Error = Pause;

    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        let Ok(byte) = self.text.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        let Ok(is_there) = self.text.try_read_string(wanted, case_sensitive);
        Ok(is_there)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        char_buf: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        if needle == IN_DOUBLE_QUOTES {
            self.values += 1;
            if self.values.is_multiple_of(BETWEEN_PAUSES) {
                return Err(Pause);
            }
        }
        let Ok(stretch) = self.text.read_until(needle, char_buf);
        Ok(stretch)
    }
}
