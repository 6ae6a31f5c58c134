//! The one colour that a site may set: checked against both backgrounds before it is used.

use super::colour::{Oklch, Rgb};
use crate::diagnostic::{Checked, Code, Finding};

/// The accent that serves where a site sets none, as in the stylesheet.
const DEFAULT: Oklch = Oklch { lightness: 0.42, chroma: 0.075, hue: 212.0 };
/// The page's background, light and dark, as in the stylesheet.
const LIGHT_PAPER: Oklch = Oklch { lightness: 0.985, chroma: 0.004, hue: 85.0 };
const DARK_PAPER: Oklch = Oklch { lightness: 0.195, chroma: 0.008, hue: 75.0 };
/// What WCAG 2.2 asks of text (level AA), and so of a link.
const LEAST: f64 = 4.5;
/// What text on this site has; the derived tint keeps to it.
const COMFORTABLE: f64 = 7.0;
/// More colour than this glows on a dark background.
const CALM_CHROMA: f64 = 0.12;

/// An accent for both schemes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accent {
    light: Rgb,
    dark: Rgb,
}

impl Accent {
    /// The rules that set it, to stand after the stylesheet's own.
    pub(super) fn css(&self) -> String {
        format!(":root{{--accent-light:{};--accent-dark:{}}}\n", self.light, self.dark)
    }
}

/// Reads the accent that a site sets. One that cannot be read as text on the light background is
/// replaced by the nearest that can; on the dark one a lighter tint always serves.
pub(super) fn read(written: &str) -> Checked<Accent> {
    let Some(given) = Rgb::read(written) else {
        let message = format!("`{written}` is not a colour");
        let hint = format!("write it as six digits, such as `{}`", DEFAULT.to_rgb());
        return Checked::new(
            both(DEFAULT.to_rgb()),
            vec![Finding::of_site(Code::BadAccent, message).hint(hint)],
        );
    };
    let contrast = given.contrast(LIGHT_PAPER.to_rgb());
    if contrast >= LEAST {
        return Checked::clean(both(given));
    }
    let near = darker(given);
    // Cut, not rounded: 4.49 must not read as 4.5.
    let message = format!(
        "the accent `{written}` has a contrast of {:.1} on the light background, and text needs {LEAST}",
        (contrast * 10.0).floor() / 10.0,
    );
    let hint =
        format!("the nearest colour that can be read is `{near}`; it is used until the accent is changed");
    Checked::new(both(near), vec![Finding::of_site(Code::BadAccent, message).hint(hint)])
}

fn both(light: Rgb) -> Accent {
    Accent { light, dark: lighter(light) }
}

/// The nearest darker colour of the same hue that can be read on the light background.
fn darker(given: Rgb) -> Rgb {
    let given = given.to_oklch();
    steps(given.lightness, 0.0)
        .map(|lightness| Oklch { lightness, ..given }.to_rgb())
        .find(|colour| as_written(*colour).contrast(LIGHT_PAPER.to_rgb()) >= LEAST)
        .unwrap_or(DEFAULT.to_rgb())
}

/// The tint of the same hue that reads as well on the dark background as text does.
fn lighter(light: Rgb) -> Rgb {
    let light = light.to_oklch();
    let chroma = light.chroma.min(CALM_CHROMA);
    steps(light.lightness, 1.0)
        .map(|lightness| Oklch { lightness, chroma, hue: light.hue }.to_rgb())
        .find(|colour| as_written(*colour).contrast(DARK_PAPER.to_rgb()) >= COMFORTABLE)
        .unwrap_or(LIGHT_PAPER.to_rgb())
}

/// Two hundred steps from one lightness to another.
fn steps(from: f64, to: f64) -> impl Iterator<Item = f64> {
    (0..=200).map(move |step| from + (to - from) * f64::from(step) / 200.0)
}

/// The colour as its eight-bit notation says it: what is checked is what is written.
fn as_written(colour: Rgb) -> Rgb {
    Rgb::read(&colour.to_string()).unwrap_or(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(colour: Oklch) -> String {
        format!("oklch({} {} {})", colour.lightness, colour.chroma, colour.hue)
    }

    #[test]
    fn the_stylesheet_has_the_same_colours() {
        let css = include_str!("../../themes/intranet/style.css");
        for colour in [DEFAULT, LIGHT_PAPER, DARK_PAPER] {
            assert!(css.contains(&token(colour)), "{}", token(colour));
        }
    }

    #[test]
    fn the_default_reads_comfortably() {
        assert!(DEFAULT.to_rgb().contrast(LIGHT_PAPER.to_rgb()) >= COMFORTABLE);
        assert!(read(&DEFAULT.to_rgb().to_string()).findings.is_empty());
    }

    #[test]
    fn every_accent_ends_up_readable_on_both_backgrounds() {
        for written in ["#fff", "#000", "#ffcc00", "#ff0000", "#0b5d6b", "#7f7f7f", "#00ffff", "#0000ff"] {
            let accent = read(written).value;
            assert!(
                as_written(accent.light).contrast(LIGHT_PAPER.to_rgb()) >= LEAST,
                "{written}: {accent:?}"
            );
            assert!(
                as_written(accent.dark).contrast(DARK_PAPER.to_rgb()) >= COMFORTABLE,
                "{written}: {accent:?}"
            );
        }
    }
}
