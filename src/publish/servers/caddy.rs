//! Files for Caddy.

use std::fmt::Write as _;

use super::headers::{ASK_AGAIN, DRAWING_POLICY, FOR_EVER, page_policy};
use super::quoting::{in_pattern, quoted_for_caddy};
use super::{AnswerHeader, POLICY, ServedSite, ServerFile, security_headers};
use crate::output::MediaType;
use crate::publish::content_names;

pub(super) fn files(site: &ServedSite) -> Vec<ServerFile> {
    let file = |name: &str, text: String| ServerFile { path: format!("caddy/{name}"), text };
    vec![
        file("Caddyfile", complete(site)),
        file("server.caddy", server(site)),
        file("site.caddy", block(site)),
        file("redirects.caddy", redirects(site)),
    ]
}

/// A server on its own, which listens to nobody but readers.
fn complete(site: &ServedSite) -> String {
    let (this, server) = (site.path_of("caddy/Caddyfile"), site.path_of("caddy/server.caddy"));
    format!(
        "# Caddy with this site alone: caddy run --watch --config \"{this}\"
# With a system's own Caddy, import server.caddy in its Caddyfile instead.
{{
    admin off
}}

import \"{server}\"
"
    )
}

/// The block of a host.
fn server(site: &ServedSite) -> String {
    let (host, port) = (site.at.host.as_deref(), site.at.port);
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let address = match host {
        Some(host) if site.at.is_https => format!("https://{host}{port}"),
        Some(host) => format!("http://{host}{port}"),
        None => ":80".to_owned(),
    };
    let bind = match host {
        Some(host) if host == "localhost" || host.starts_with("127.") || host == "[::1]" => {
            format!("    bind {}\n", host.trim_matches(['[', ']']))
        }
        _ => String::new(),
    };
    let tls = if site.at.is_https {
        "    # Caddy asks a public authority for the certificate. For another: `tls FILE KEY`, or `tls internal`.\n"
    } else {
        ""
    };
    let own = site.path_of("caddy/site.caddy");
    format!(
        "# The block of a host, to be imported. With one of your own, import site.caddy there instead.
{address} {{
{bind}{tls}    import \"{own}\"
    respond 404
}}
"
    )
}

/// What the block of a host of whatever kind imports.
fn block(site: &ServedSite) -> String {
    let (root, prefix, folder) = (site.at.root(), &site.at.prefix, &site.root);
    let to_slash =
        if prefix.is_empty() { String::new() } else { format!("redir {prefix} {root} permanent\n") };
    let strip =
        if prefix.is_empty() { String::new() } else { format!("        uri strip_prefix {prefix}\n") };
    let (headers, kinds) = (headers(site), kinds(site));
    let others = site.own_name("releases");
    let lists = site.path_of("caddy/redirects.caddy");
    let lost = not_found(&page_policy(&site.hosts));
    format!(
        "# This site in the block of a host. Nothing here changes with a publish but redirects.caddy.
{to_slash}handle {root}* {{
    route {{
{headers}        import \"{lists}\"
{strip}        root * \"{folder}\"
{kinds}        @hidden {{
            path_regexp /\\.
            not path /.well-known/*
        }}
        handle @hidden {{
            {lost}
        }}
        # What is not there is left to what follows.
        file_server {{
            precompressed br zstd gzip
            pass_thru
        }}
        {lost}
    }}
}}
# Releases that are not served, and their log.
@{others} path_regexp /\\.[^/]+\\.releases(/|$)
handle @{others} {{
    respond 404
}}
"
    )
}

/// The page for what is not there, with its own headers.
fn not_found(policy: &str) -> String {
    format!(
        "header Content-Type \"text/html; charset=utf-8\"
            header Cache-Control \"{ASK_AGAIN}\"
            header {POLICY} \"{policy}\"
            rewrite * /404.html
            file_server {{
                status 404
            }}"
    )
}

/// The headers of every answer.
fn headers(site: &ServedSite) -> String {
    let line = |AnswerHeader { name, value }: AnswerHeader| format!("        header {name} \"{value}\"\n");
    security_headers(&site.at).into_iter().map(line).collect()
}

/// The headers that depend on the name of what is asked for.
fn kinds(site: &ServedSite) -> String {
    let mut types = format!("            ~/$ \"{}\"\n", MediaType::of("index.html").as_str());
    for (name, media_type) in MediaType::NAMES {
        // Writing into a string cannot fail.
        let _ = writeln!(types, "            ~/{}$ \"{media_type}\"", in_pattern(name));
    }
    for (media_type, endings) in MediaType::ENDINGS {
        let _ = writeln!(types, "            ~(?i)\\.(?:{})$ \"{media_type}\"", endings.join("|"));
    }
    let page = page_policy(&site.hosts);
    let for_ever = content_names::pattern();
    format!(
        "        map {{path}} {{guidepost_type}} {{
{types}            default {other}
        }}
        map {{path}} {{guidepost_caching}} {{
            \"~{for_ever}\" \"{FOR_EVER}\"
            default {ASK_AGAIN}
        }}
        map {{path}} {{guidepost_policy}} {{
            ~(?i)\\.svg$ \"{DRAWING_POLICY}\"
            default \"{page}\"
        }}
        header Content-Type {{guidepost_type}}
        header Cache-Control {{guidepost_caching}}
        header {POLICY} {{guidepost_policy}}
",
        other = MediaType::OTHER,
    )
}

/// Old addresses, which count for as long as the list is that of what is served.
fn redirects(site: &ServedSite) -> String {
    let mut text = "# Old addresses, and where each leads to. Caddy reads this at its next reload, by itself with `--watch`; until\n# then a page at the old address leads on.\n".to_owned();
    let line = |(from, to): (&str, String)| {
        Some(format!("    {} {}\n", quoted_for_caddy(from)?, quoted_for_caddy(&to)?))
    };
    let lines: String = site.redirects().filter_map(line).collect();
    let (folder, marker) = (&site.files, site.marker());
    let _ = write!(
        text,
        "map {{path}} {{guidepost_moved}} {{
{lines}    default \"\"
}}
@guidepost_moved {{
    expression {{guidepost_moved}} != \"\"
    file {{
        root \"{folder}\"
        try_files /{marker}
    }}
}}
header @guidepost_moved Cache-Control {ASK_AGAIN}
redir @guidepost_moved {{guidepost_moved}} permanent
"
    );
    text
}
