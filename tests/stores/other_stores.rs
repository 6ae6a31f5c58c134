//! Azure and Google.
