//! Files made smaller for the way to a browser, with the same bytes whenever the same file is packed.

use std::io::{self, Read as _, Write as _};

use crate::config::Packing;

/// A smaller file travels in the packet that its headers are in.
const LEAST_BYTES: u64 = 1_000;
/// So many hundredths of a file a copy may have to be worth a file of its own.
const MOST_PER_CENT: u64 = 95;
/// The levels: the highest before time grows and size does not. Of 300 pages Brotli's 11 made 17.8% and 10 18.4%, in a third
/// of the time; zstd's 22 made 21.6% like 19, in three times its time.
const GZIP_LEVEL: u32 = 9;
const BROTLI_LEVEL: i32 = 10;
const ZSTD_LEVEL: i32 = 19;
/// How far back Brotli looks, as a power of two: as far as every browser does.
const BROTLI_WINDOW: i32 = 22;
/// How much is unpacked at a time, in bytes.
const BUFFER: usize = 1 << 14;

/// Whether a file of a media type and a size may gain by being packed. What is packed already does not.
pub(super) fn may_gain(media_type: &str, size: u64) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default();
    let is_text = kind.starts_with("text/") || kind.ends_with("+xml");
    let is_other = [
        "application/json",
        "application/manifest+json",
        "application/xml",
        "application/wasm",
        "font/otf",
        "font/ttf",
        "image/x-icon",
    ];
    size >= LEAST_BYTES && (is_text || is_other.contains(&kind))
}

/// A file packed; `None` where that makes it hardly smaller.
///
/// # Errors
/// There is no memory for it.
pub(super) fn packed(packing: Packing, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let packed = match packing {
        Packing::Gzip => gzip(bytes)?,
        Packing::Brotli => brotli(bytes)?,
        Packing::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL)?,
    };
    let is_worth_it = packed.len() as u64 * 100 <= bytes.len() as u64 * MOST_PER_CENT;
    Ok(is_worth_it.then_some(packed))
}

/// Without name and time of the file, so that equal bytes are packed equally.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_LEVEL,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// What was packed, up to so many bytes and one more.
///
/// # Errors
/// It is not packed like that, or not whole.
pub(super) fn unpacked(packing: Packing, bytes: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let most = most.saturating_add(1);
    let mut unpacked = Vec::new();
    match packing {
        Packing::Gzip => flate2::read::MultiGzDecoder::new(bytes).take(most).read_to_end(&mut unpacked)?,
        Packing::Brotli => brotli::Decompressor::new(bytes, BUFFER).take(most).read_to_end(&mut unpacked)?,
        Packing::Zstd => zstd::stream::read::Decoder::new(bytes)?.take(most).read_to_end(&mut unpacked)?,
    };
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_the_same_unpacked_and_each_time() {
        let text = "We write as we speak, and as we would be spoken to.\n".repeat(400);
        for (_, packing) in Packing::WORDS {
            let once = packed(packing, text.as_bytes()).expect("room").expect("smaller");
            let most = text.len() as u64;
            assert_eq!(unpacked(packing, &once, most).expect("whole"), text.as_bytes(), "{packing:?}");
            let bomb = unpacked(packing, &once, 10).expect("its beginning");
            assert_eq!(bomb.len(), 11, "{packing:?}");
            let half = once.get(..once.len() / 2).expect("half");
            assert!(unpacked(packing, half, most).is_err(), "{packing:?}");
            assert_eq!(packed(packing, text.as_bytes()).expect("room"), Some(once), "{packing:?}");
        }
    }

    #[test]
    fn what_gains_nothing_is_not_packed() {
        let noise: Vec<u8> =
            (0..200u32).flat_map(|number| *blake3::hash(&number.to_le_bytes()).as_bytes()).collect();
        for (_, packing) in Packing::WORDS {
            assert_eq!(packed(packing, &noise).expect("room"), None, "{packing:?}");
        }
        assert!(!may_gain("text/html; charset=utf-8", 999) && may_gain("text/html; charset=utf-8", 1_000));
        assert!(!may_gain("video/webm", 1_000_000) && !may_gain("application/gzip", 1_000_000));
        assert!(may_gain("image/svg+xml", 2_000) && may_gain("application/atom+xml; charset=utf-8", 2_000));
    }
}
