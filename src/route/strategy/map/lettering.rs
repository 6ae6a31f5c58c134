//! Titles in boxes: broken into lines by what their letters are wide about, since nothing here measures fonts.

use unicode_normalization::char::is_combining_mark;

/// More lines than this end in an ellipsis; the whole title stands in the box's `<title>`, and in the lists.
const MOST_LINES: usize = 3;

/// A title in lines no wider than `widest`, in hundredths of the size of its letters.
pub(super) fn lines(title: &str, widest: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in title.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined) <= widest {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = broken(word, widest, &mut lines);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            shorten(last, widest);
        }
    }
    lines
}

/// Breaks a word that is too wide for a line: whole lines go to `lines`, and what is left over comes back.
fn broken(word: &str, widest: u32, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    let mut filled = 0;
    for letter in word.chars() {
        let wide = of_letter(letter);
        if filled + wide > widest && !line.is_empty() && !joins(letter) {
            lines.push(std::mem::take(&mut line));
            filled = 0;
        }
        line.push(letter);
        filled += wide;
    }
    line
}

fn shorten(line: &mut String, widest: u32) {
    while width(line) + of_letter('…') > widest && line.pop().is_some() {}
    while line.ends_with(|letter: char| letter.is_whitespace() || joins(letter) || ",;:–".contains(letter))
    {
        line.pop();
    }
    line.push('…');
}

/// What a text is wide, in hundredths of the size of its letters.
fn width(text: &str) -> u32 {
    text.chars().map(of_letter).sum()
}

/// What a letter is wide about, in the widest bold face that readers are likely to have.
fn of_letter(letter: char) -> u32 {
    match letter {
        letter if joins(letter) => 0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '|' | '!' | ' ' => 37,
        't' | 'f' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' | '"' | '“' | '”' => 47,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 106,
        'a'..='z' | '0'..='9' => 68,
        'A'..='Z' => 78,
        // Hangul, Kana, Han and most emoji fill a square.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' => 104,
        letter if letter as u32 > 0xffff => 120,
        letter if letter.is_uppercase() => 82,
        _ => 70,
    }
}

/// Whether a sign belongs to the letter before it.
fn joins(letter: char) -> bool {
    is_combining_mark(letter)
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_broken_between_words() {
        assert_eq!(lines("Listen", 1000), ["Listen"]);
        assert_eq!(lines("Fewer avoidable service calls", 1200), ["Fewer avoidable", "service calls"]);
        assert_eq!(lines("", 1000), [""]);
    }

    #[test]
    fn words_too_wide_for_a_line_are_broken() {
        let broken = lines("Donaudampfschifffahrtsgesellschaft", 1000);
        assert!(broken.len() > 1 && broken.iter().all(|line| width(line) <= 1000), "{broken:?}");
        assert_eq!(broken.concat(), "Donaudampfschifffahrtsgesellschaft");
    }

    #[test]
    fn no_letter_loses_its_marks() {
        let marked = "e\u{301}".repeat(40);
        assert!(lines(&marked, 300).iter().all(|line| !line.starts_with('\u{301}')));
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let long = lines(&"a long title of many words ".repeat(10), 900);
        assert_eq!(long.len(), MOST_LINES);
        assert!(long.last().is_some_and(|line| line.ends_with('…') && width(line) <= 900), "{long:?}");
    }
}
