//! A ZIP archive of a few files (PKWARE APPNOTE 6.3): deflated, without times of day, so that equal files give equal
//! bytes.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 1 January 1980, the first day that the format knows.
const NO_DAY: u16 = 0x21;
const DEFLATED: u16 = 8;
/// 2.0, which any program reads.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 0x0800;

/// An archive of named files, in this order.
///
/// # Errors
/// When a file, or all of them, is larger than the format's four gigabytes.
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let start = small(out.len())?;
        let packed = deflated(bytes)?;
        let head = head(name, bytes, &packed)?;
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(&head);
        out.extend(0_u16.to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(packed);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // No extra field, no comment, first disk, no attributes.
        directory.extend([0; 2 + 2 + 2 + 2 + 4]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, count) = (small(out.len())?, u16::try_from(files.len()).map_err(io::Error::other)?);
    let length = small(directory.len())?;
    out.extend(directory);
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0; 2]);
    Ok(out)
}

/// What stands of a file both before it and in the directory.
fn head(name: &str, bytes: &[u8], deflated: &[u8]) -> io::Result<Vec<u8>> {
    let mut crc = Crc::new();
    crc.update(bytes);
    let mut head = Vec::new();
    head.extend([VERSION, UTF8, DEFLATED, 0, NO_DAY].map(u16::to_le_bytes).concat());
    head.extend([crc.sum(), small(deflated.len())?, small(bytes.len())?].map(u32::to_le_bytes).concat());
    head.extend(u16::try_from(name.len()).map_err(io::Error::other)?.to_le_bytes());
    Ok(head)
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn small(size: usize) -> io::Result<u32> {
    u32::try_from(size).map_err(io::Error::other)
}
