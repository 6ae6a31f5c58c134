//! A question on the terminal.

use std::io::{self, BufRead, IsTerminal as _, Write};

/// Whether there is somebody to ask.
pub(super) fn is_there_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks until the answer is yes or no. No answer is no.
pub(super) fn ask(question: &str, answers: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<bool> {
    loop {
        write!(out, "{question} [y/N] ")?;
        out.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            writeln!(out)?;
            return Ok(false);
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "" | "n" | "no" => return Ok(false),
            _ => writeln!(out, "Please answer y or n.")?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for (answers, agreed) in [
            ("y\n", true),
            ("YES\n", true),
            ("\n", false),
            ("n\n", false),
            ("", false),
            ("maybe\ny\n", true),
            ("yeah\n", false),
        ] {
            let mut out = Vec::new();
            let asked = ask("Approve?", &mut answers.as_bytes(), &mut out).expect("asked");
            assert_eq!(asked, agreed, "{answers:?}");
            assert!(out.starts_with(b"Approve? [y/N] "));
        }
    }
}
