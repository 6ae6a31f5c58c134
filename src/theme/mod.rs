//! The theme: templates over a closed view, the stylesheet and scripts, all embedded.

pub mod view;
