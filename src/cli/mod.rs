//! The commands: one file each.

pub mod init;
pub mod new;
