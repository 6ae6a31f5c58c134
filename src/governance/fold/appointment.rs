//! Appointments: that somebody holds a role, as the record that says so was judged.

use std::sync::Arc;

use crate::model::{Record, Tenure};

/// Somebody's appointment to a role, as it was judged when it arrived: no later model makes it longer or shorter.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// The record.
    pub by: Arc<Record>,
    /// The role.
    pub role: Arc<str>,
    /// For how long: where it was made in need, not for long.
    pub tenure: Tenure,
    /// Whether the adopting role made it, since nobody held a role that the model's own change asks for (step 18).
    pub is_in_need: bool,
}
