//! Settings of yarn that hold what a program signs in with.

const KEYS: [&str; 2] = ["npmauthtoken", "npmauthident"];

/// Whether a line gives such a value, and does not only name the variable that has it.
pub(super) fn holds_token(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).lines().any(|line| {
        let Some((key, value)) = line.split_once(':') else { return false };
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
        let value = value.trim().trim_start_matches(['"', '\'']);
        KEYS.contains(&key.as_str()) && !value.is_empty() && !value.starts_with("${")
    })
}
