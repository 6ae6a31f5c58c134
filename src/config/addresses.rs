//! Addresses and hosts in `site.toml`. They end up on every page, so what could do more than lead somewhere is refused.

use super::ConfigValue;
use super::table::ConfigTable;

/// What an address that readers are sent to may begin with; else it is a path.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// An address that readers are sent to, where it is one.
pub(super) fn href(table: &ConfigTable<'_, '_>, key: &'static str) -> Option<String> {
    let written = table.text(key)?;
    if leads_somewhere(&written.value) {
        return Some(written.value);
    }
    let finding = table.finding(written.span, format!("`{key}` is no address that readers can be sent to"));
    table.report(finding.label("left out").hint("begin it with http, https, mailto or tel, or write a path"));
    None
}

fn leads_somewhere(href: &str) -> bool {
    // Browsers leave control characters out, and `{title}` stands for whatever a page is called.
    if href.is_empty() || href.contains(char::is_control) || href.trim_start().starts_with("{title}") {
        return false;
    }
    let scheme = href.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
    scheme.is_none_or(|(scheme, _)| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme.trim())))
}

/// The hosts that are hosts, in small letters.
pub(super) fn hosts(root: &ConfigTable<'_, '_>) -> Vec<String> {
    let mut hosts = Vec::new();
    for ConfigValue { value, span } in root.texts("allowed_hosts").unwrap_or_default() {
        if is_host(&value) {
            hosts.push(value.to_lowercase());
            continue;
        }
        let without_scheme = value.split_once("://").map_or(value.as_str(), |(_, rest)| rest);
        let host = without_scheme.split('/').next().unwrap_or_default();
        let hint = if is_host(host) {
            format!("write `{host}`: the host alone, without `https://` and path")
        } else {
            "write a host's name: `media.example.org`, or `*.example.org` for all below one".to_owned()
        };
        root.report(
            root.finding(span, format!("`{value}` is not a host's name")).label("left out").hint(hint),
        );
    }
    hosts
}

/// A host's name in letters that addresses take; `*.` may stand before it and a port behind it.
fn is_host(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let (name, port) = name.split_once(':').map_or((name, None), |(name, port)| (name, Some(port)));
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    name.split('.').all(label) && port_fits && (name.contains('.') || !text.starts_with('*'))
}

/// A domain by its name alone.
pub(super) fn is_domain(text: &str) -> bool {
    is_host(text) && !text.contains(['*', ':'])
}

/// A language as HTML takes it: `de`, `de-AT`, `zh-Hant-TW`.
pub(super) fn language(root: &ConfigTable<'_, '_>) -> Option<String> {
    let written = root.text("language")?;
    let mut parts = written.value.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    if (2..=3).contains(&first.len()) && letters(first) && parts.all(fits) {
        return Some(written.value);
    }
    let swapped = written.value.replace('_', "-");
    let hint = if swapped == written.value {
        "write it like `en`, `de` or `de-AT`".to_owned()
    } else {
        format!("write `{swapped}`")
    };
    let message = format!("`{}` is no language as HTML names them", written.value);
    root.report(root.finding(written.span, message).hint(hint));
    None
}
/// Checks the address a site is published at and takes the slash off its end.
pub fn clean_base_url(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(rest)
            if !rest.starts_with('/')
                && !rest.is_empty()
                && !rest.contains(['?', '#', ' ', '"', '<', '>']) =>
        {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err(format!("`{url}` is not a web address that pages can be under")),
    }
}
