//! The files that a finished site consists of, and which of them a target lacks.
//!
//! [`Outputs`] knows all of them and has made none. A [`Plan`] compares them with what an [`OutputTarget`] holds. What is not
//! there yet, or was made from something else, is made and put there.

mod media_type;
mod outputs;
mod plan;
mod target;

pub use media_type::MediaType;
pub use outputs::{MadeOutput, Output, OutputBatch, Outputs, Unmade};
pub use plan::{Change, Plan};
pub use target::{NewContent, NewFile, OutputTarget, Summary};
