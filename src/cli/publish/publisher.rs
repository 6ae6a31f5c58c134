//! Who publishes.

use crate::disk::login_name;

/// Who publishes: who is named, else who is logged in, by the environment or by the system's list of users.
pub(in crate::cli) fn publisher(named: Option<&str>) -> String {
    let environment = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let is_name = |name: &String| !name.trim().is_empty();
    let name = named.map(str::to_owned).filter(is_name).or_else(|| environment().filter(is_name));
    name.or_else(login_name).unwrap_or_else(|| "somebody".to_owned())
}
