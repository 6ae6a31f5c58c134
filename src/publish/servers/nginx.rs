//! Files for nginx.

use std::fmt::Write as _;

use super::headers::{ASK_AGAIN, DRAWING_POLICY, FOR_EVER, page_policy};
use super::quoting::quoted;
use super::{AnswerHeader, POLICY, ServedSite, ServerFile, security_headers};
use crate::output::MediaType;
use crate::publish::content_names;

/// A longer name of a location is more than nginx can tell from others.
const LONGEST_LOCATION: usize = 240;

pub(super) fn files(site: &ServedSite) -> Vec<ServerFile> {
    let file = |name: &str, text: String| ServerFile { path: format!("nginx/{name}"), text };
    vec![
        file("nginx.conf", complete(site)),
        file("server.conf", server(site)),
        file("site.conf", location(site)),
        file("headers.conf", headers(site)),
        file("types.conf", types()),
        file("redirects.map", redirects(site)),
    ]
}

fn include(site: &ServedSite, name: &str) -> String {
    format!("include {};", quoted(&site.path_of(&format!("nginx/{name}"))))
}

/// A server on its own, which keeps what it writes in the folder that it is given.
fn complete(site: &ServedSite) -> String {
    let server = include(site, "server.conf");
    let this = site.path_of("nginx/nginx.conf");
    format!(
        "# nginx with this site alone: nginx -p FOLDER -c \"{this}\"
# FOLDER is for what it writes. With a system's own nginx, include server.conf in its `http` block instead.
pid nginx.pid;
error_log stderr;

events {{
}}

http {{
    access_log access.log;
    client_body_temp_path body_temp;
    proxy_temp_path proxy_temp;
    fastcgi_temp_path fastcgi_temp;
    uwsgi_temp_path uwsgi_temp;
    scgi_temp_path scgi_temp;
    sendfile on;
    tcp_nopush on;
    {server}
}}
"
    )
}

/// A server block.
fn server(site: &ServedSite) -> String {
    let listen = site.at.listens_on();
    let host = site.at.host.as_deref().unwrap_or("_");
    let tls = if site.at.is_https {
        "    # Readers come over TLS: from a server before this one that ends it, or add
    #   listen 443 ssl;
    #   ssl_certificate     /etc/ssl/certs/this-host.pem;
    #   ssl_certificate_key /etc/ssl/private/this-host.key;
    # to a copy of this block.
"
    } else {
        ""
    };
    let rest =
        if site.at.prefix.is_empty() { "" } else { "\n    location / {\n        return 404;\n    }\n" };
    let include = include(site, "site.conf");
    format!(
        "# A server block for nginx, to be included in `http`. With one of your own, include site.conf there instead.
server {{
    listen {listen};
    server_name {host};
{tls}    server_tokens off;

    {include}
{rest}}}
"
    )
}

/// What a server block of whatever kind includes.
fn location(site: &ServedSite) -> String {
    let (root, prefix, folder) = (site.at.root(), &site.at.prefix, quoted(&format!("{}/", site.root)));
    let not_found = quoted(&format!("{root}404.html"));
    let (headers, types, redirects) =
        (include(site, "headers.conf"), include(site, "types.conf"), include(site, "redirects.map"));
    let to_slash = if prefix.is_empty() {
        String::new()
    } else {
        format!(
            "location = {prefix} {{\n    absolute_redirect off;\n    {headers}\n    return 301 {root}$is_args$args;\n}}\n"
        )
    };
    let page = policy(&page_policy(&site.hosts));
    let ask_again = caching(ASK_AGAIN, " always");
    let special = special_locations(site);
    format!(
        "# This site in a server block of nginx. Nothing here changes with a publish but redirects.map.
# Copies in Brotli are sent by the module ngx_brotli, where it is loaded and the server block says `brotli_static on;`.
{to_slash}location ^~ {root} {{
    alias {folder};
    index index.html;
    autoindex off;
    absolute_redirect off;
    etag on;
    # A server that keeps open what it has found would serve the release before for a while.
    open_file_cache off;
    gzip_static on;
    gzip_vary on;
    error_page 404 {not_found};
    error_page 403 =404 {not_found};
    {types}
    {headers}
    {page}
    {ask_again}

    location ~ \"/\\.(?!well-known/)\" {{
        return 404;
    }}
{special}
    # Old addresses.
    {redirects}
}}

# Releases that are not served, and their log.
location ~ \"/\\.[^/]+\\.releases(?:/|$)\" {{
    return 404;
}}
"
    )
}

/// Places whose files are served otherwise. A header in one of them takes all away that stand above.
fn special_locations(site: &ServedSite) -> String {
    let for_ever = content_names::pattern();
    let drawing = r"\.[sS][vV][gG]$";
    let headers = include(site, "headers.conf");
    let (page, own) = (policy(&page_policy(&site.hosts)), policy(DRAWING_POLICY));
    let (kept, asked) = (caching(FOR_EVER, ""), caching(ASK_AGAIN, " always"));
    let hashed_drawing = for_ever.replace("[^/]*$", r"(?:[^/]*\.)?[sS][vV][gG]$");
    let mut text = String::new();
    for (pattern, policy, caching) in
        [(hashed_drawing.as_str(), &own, &kept), (&for_ever, &page, &kept), (drawing, &own, &asked)]
    {
        // Writing into a string cannot fail.
        let _ = write!(
            text,
            "\n    location ~ \"{pattern}\" {{\n        {headers}\n        {policy}\n        {caching}\n    }}\n"
        );
    }
    for (name, media_type) in MediaType::NAMES {
        let name = super::quoting::in_pattern(name);
        let _ = write!(
            text,
            "\n    location ~ \"/{name}$\" {{\n        types {{\n        }}\n        default_type \"{media_type}\";\n    }}\n"
        );
    }
    text
}

fn policy(value: &str) -> String {
    format!("add_header {POLICY} \"{value}\" always;")
}

fn caching(value: &str, when: &str) -> String {
    format!("add_header Cache-Control \"{value}\"{when};")
}

/// The headers of every answer. nginx takes those of a block only where the block within it has none of its own.
fn headers(site: &ServedSite) -> String {
    let line =
        |AnswerHeader { name, value }: AnswerHeader| format!("add_header {name} \"{value}\" always;\n");
    security_headers(&site.at).into_iter().map(line).collect()
}

fn types() -> String {
    let line =
        |(media_type, endings): &(&str, &[&str])| format!("    \"{media_type}\" {};\n", endings.join(" "));
    let lines: String = MediaType::ENDINGS.iter().map(line).collect();
    format!("types {{\n{lines}}}\ndefault_type {};\n", MediaType::OTHER)
}

/// A place for each old address, which counts for as long as the list is that of what is served.
fn redirects(site: &ServedSite) -> String {
    let marker = quoted(&site.path_of(&site.marker()));
    let mut text = "# Old addresses, and where each leads to. nginx reads this at its next reload; until then a page at the old\n# address leads on.\n".to_owned();
    for (from, to) in site.redirects().filter(|(from, _)| from.len() <= LONGEST_LOCATION) {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "location = {} {{ if (-f {marker}) {{ return 301 {}; }} }}",
            quoted(from),
            quoted(&to)
        );
    }
    text
}
