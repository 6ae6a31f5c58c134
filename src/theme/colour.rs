//! Colours: as people write them, and as eyes see them.
//!
//! Relative luminance and contrast are those of WCAG 2.2
//! (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>, `#dfn-contrast-ratio`); the way to OKLCH and
//! back is that of CSS Color 4 (<https://www.w3.org/TR/css-color-4/#color-conversion-code>).

use std::fmt;

use crate::source::slice;

/// A colour of sRGB, each channel from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Rgb {
    red: f64,
    green: f64,
    blue: f64,
}

/// A colour by lightness (0 to 1), chroma and hue (in degrees).
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Oklch {
    /// How light it looks.
    pub(super) lightness: f64,
    /// How far from grey.
    pub(super) chroma: f64,
    /// Which colour.
    pub(super) hue: f64,
}

impl Rgb {
    /// Reads `#rgb` and `#rrggbb`.
    pub(super) fn read(written: &str) -> Option<Rgb> {
        let digits =
            written.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let channel = |nth: usize| match digits.len() {
            3 => u8::from_str_radix(&slice(digits, nth..=nth).repeat(2), 16).ok(),
            6 => u8::from_str_radix(slice(digits, nth * 2..nth * 2 + 2), 16).ok(),
            _ => None,
        };
        let unit = |nth| channel(nth).map(|value| f64::from(value) / 255.0);
        Some(Rgb { red: unit(0)?, green: unit(1)?, blue: unit(2)? })
    }

    /// How many times lighter the lighter of two colours is, from 1 to 21.
    pub(super) fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The same colour by lightness, chroma and hue.
    pub(super) fn to_oklch(self) -> Oklch {
        let [red, green, blue] = self.linear();
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let across = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let along = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Oklch {
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            chroma: across.hypot(along),
            hue: along.atan2(across).to_degrees(),
        }
    }

    fn in_gamut(self) -> bool {
        [self.red, self.green, self.blue].iter().all(|channel| (-0.000_5..=1.000_5).contains(channel))
    }
}

impl Oklch {
    /// The colour on a screen; one that no screen shows loses chroma until it does.
    pub(super) fn to_rgb(self) -> Rgb {
        (0..=100)
            .map(|step| Oklch { chroma: self.chroma * f64::from(100 - step) / 100.0, ..self })
            .map(Oklch::unbounded)
            .find(|rgb| rgb.in_gamut())
            .unwrap_or(Rgb { red: self.lightness, green: self.lightness, blue: self.lightness })
            .clamped()
    }

    fn unbounded(self) -> Rgb {
        let (across, along) =
            (self.chroma * self.hue.to_radians().cos(), self.chroma * self.hue.to_radians().sin());
        let long = (self.lightness + 0.396_337_777_4 * across + 0.215_803_757_3 * along).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * across - 0.063_854_172_8 * along).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * across - 1.291_485_548_0 * along).powi(3);
        Rgb {
            red: encoded(4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short),
            green: encoded(-1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short),
            blue: encoded(-0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short),
        }
    }
}

impl Rgb {
    fn clamped(self) -> Rgb {
        let unit = |channel: f64| channel.clamp(0.0, 1.0);
        Rgb { red: unit(self.red), green: unit(self.green), blue: unit(self.blue) }
    }
}

fn encoded(linear: f64) -> f64 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        [self.red, self.green, self.blue].iter().try_for_each(|channel| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
            let byte = (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
            write!(f, "{byte:02x}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(written: &str) -> Rgb {
        Rgb::read(written).expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((rgb("#000").contrast(rgb("#fff")) - 21.0).abs() < 1e-9);
        assert!((rgb("#777777").contrast(rgb("#ffffff")) - 4.478).abs() < 0.001);
        assert!((rgb("#fff").contrast(rgb("#fff")) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn colours_come_back_from_oklch() {
        for written in ["#0b5d6b", "#ff0000", "#00ff00", "#0000ff", "#808080", "#123456", "#ffffff"] {
            assert_eq!(rgb(written).to_oklch().to_rgb().to_string(), written);
        }
        assert!((rgb("#ff0000").to_oklch().lightness - 0.628).abs() < 0.001);
    }

    #[test]
    fn only_colours_are_read() {
        for written in ["0b5d6b", "#0b5d6", "#", "teal", "#gggggg", "#éa", "#0b5d6b00"] {
            assert_eq!(Rgb::read(written), None, "{written}");
        }
    }
}
