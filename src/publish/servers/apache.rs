//! Files for Apache's httpd.

use std::fmt::Write as _;

use super::headers::{ASK_AGAIN, DRAWING_POLICY, FOR_EVER, page_policy};
use super::quoting::{as_apache_escapes, in_pattern};
use super::{AnswerHeader, POLICY, ServedSite, ServerFile, security_headers};
use crate::config::Packing;
use crate::output::MediaType;
use crate::publish::content_names;

/// Of longer lines Apache reads the rest as another.
const LONGEST_LINE: usize = 1_000;

pub(super) fn files(site: &ServedSite) -> Vec<ServerFile> {
    let file = |name: &str, text: String| ServerFile { path: format!("apache/{name}"), text };
    vec![
        file("httpd.conf", complete(site)),
        file("server.conf", server(site)),
        file("site.conf", block(site)),
        file("redirects.txt", redirects(site)),
    ]
}

/// A server on its own, with the modules where Debian has them.
fn complete(site: &ServedSite) -> String {
    let this = site.path_of("apache/httpd.conf");
    let server = site.path_of("apache/server.conf");
    let listen = site.at.listens_on();
    let modules = ["mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite"];
    let modules = modules.map(|name| {
        format!("<IfModule !{name}_module>\n    LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n</IfModule>\n")
    });
    format!(
        "# Apache with this site alone: apache2 -d FOLDER -f \"{this}\" -DFOREGROUND
# FOLDER is for what it writes. With a system's own Apache, include server.conf there instead; it needs the modules below.
{}DefaultRuntimeDir .
PidFile apache.pid
ErrorLog error.log
Listen {listen}
ServerName localhost
<IfModule unixd_module>
    User www-data
    Group www-data
</IfModule>
<Directory />
    AllowOverride None
    Require all denied
</Directory>
TypesConfig /dev/null
ServerTokens Prod
Include \"{server}\"
",
        modules.concat()
    )
}

/// A virtual host.
fn server(site: &ServedSite) -> String {
    let port = site.at.port.filter(|_| !site.at.is_https).unwrap_or(80);
    let name = match site.at.host.as_deref() {
        // Where it leads somewhere it names itself, and cannot tell that readers come over TLS.
        Some(host) if site.at.is_https => {
            let port = site.at.port.unwrap_or(443);
            format!("    ServerName https://{host}:{port}\n    UseCanonicalName On\n")
        }
        Some(host) => format!("    ServerName {host}\n"),
        None => String::new(),
    };
    let tls = if site.at.is_https {
        "    # Readers come over TLS: from a server before this one that ends it, or make a copy of this block for port 443 with
    # `SSLEngine on`, `SSLCertificateFile` and `SSLCertificateKeyFile`.
"
    } else {
        ""
    };
    let site_file = site.path_of("apache/site.conf");
    format!(
        "# A virtual host. With one of your own, include site.conf there instead.
<VirtualHost *:{port}>
{name}{tls}    Include \"{site_file}\"
</VirtualHost>
"
    )
}

/// What a virtual host of whatever kind includes.
fn block(site: &ServedSite) -> String {
    let (root, folder) = (site.at.root(), &site.root);
    let at = in_pattern(&root);
    let to_slash = if site.at.prefix.is_empty() {
        String::new()
    } else {
        format!("RewriteRule \"^{}$\" \"{root}\" [R=301,L]\n", in_pattern(&site.at.prefix))
    };
    let (rules, directory) = (rules_of_redirects(site), directory(site));
    let packed = rules_of_packings(site);
    format!(
        "# This site in a virtual host. Nothing here changes with a publish but redirects.txt, which Apache reads again by itself.
RewriteEngine On
{to_slash}{rules}# Releases that are not served, and their log; hidden files; folders without a page.
RewriteRule \"/\\.[^/]+\\.releases(?:/|$)\" - [R=404,L]
RewriteRule \"^{at}(?:.*/)?\\.(?!well-known/)\" - [R=404,L]
RewriteCond \"{folder}/$1\" -d
RewriteCond \"{folder}/$1/index.html\" !-f
RewriteRule \"^{at}(.*)$\" - [R=404,L]
RewriteRule \"^{at}(.*/)?$\" \"{root}$1index.html\"
{packed}RewriteRule \"^{at}\" - [PT,L]

Alias \"{root}\" \"{folder}/\"
{directory}"
    )
}

fn rules_of_redirects(site: &ServedSite) -> String {
    let name = site.own_name("moved");
    let list = site.path_of("apache/redirects.txt");
    let at = in_pattern(&site.at.root());
    format!(
        "RewriteMap guidepost_escape int:escape
RewriteMap {name} \"txt:{list}\"
RewriteCond \"${{{name}:${{guidepost_escape:%{{REQUEST_URI}}}}}}\" \"^(/.+)$\"
RewriteRule \"^{at}\" \"%1\" [R=301,L,NE]
"
    )
}

/// A copy in place of the file, where there is one that the browser takes; the smallest first.
fn rules_of_packings(site: &ServedSite) -> String {
    let (root, folder) = (site.at.root(), &site.root);
    let at = in_pattern(&root);
    let mut rules = String::new();
    for packing in [Packing::Brotli, Packing::Zstd, Packing::Gzip] {
        let (coding, ending) = (packing.coding(), packing.ending());
        // Writing into a string cannot fail.
        let _ = write!(
            rules,
            "RewriteCond \"%{{HTTP:Accept-Encoding}}\" \"(?:^|[ ,]){coding}(?:[ ,;]|$)\"
RewriteCond \"%{{HTTP:Accept-Encoding}}\" \"!(?:^|[ ,]){coding} *; *q=0(?:\\.0*)?(?:[ ,]|$)\"
RewriteCond \"{folder}/$1{ending}\" -f
RewriteRule \"^{at}(.+)$\" \"{root}$1{ending}\" [PT,L,E=guidepost_packing:{coding},E=no-gzip:1,E=no-brotli:1]
"
        );
    }
    rules
}

/// How files are served.
fn directory(site: &ServedSite) -> String {
    let (root, folder) = (site.at.root(), &site.root);
    let line =
        |AnswerHeader { name, value }: AnswerHeader| format!("    Header always set {name} \"{value}\"\n");
    let headers: String = security_headers(&site.at).into_iter().map(line).collect();
    let page = page_policy(&site.hosts);
    let for_ever = content_names::pattern();
    let mut types = String::new();
    let ending_kinds = MediaType::ENDINGS.iter();
    let kinds = ending_kinds.map(|(kind, endings)| (format!(r"(?i)\.(?:{})", endings.join("|")), *kind));
    let names = MediaType::NAMES.into_iter().map(|(name, kind)| (format!("^{}", in_pattern(name)), kind));
    for (pattern, media_type) in kinds.chain(names) {
        // Writing into a string cannot fail.
        let _ = write!(
            types,
            "    <FilesMatch \"{pattern}$\">\n        ForceType \"{media_type}\"\n    </FilesMatch>\n    \
             <FilesMatch \"{pattern}\\.(?:gz|br|zst)$\">\n        <If \"-n reqenv('guidepost_packing')\">\n            \
             ForceType \"{media_type}\"\n        </If>\n    </FilesMatch>\n"
        );
    }
    format!(
        "<Directory \"{folder}\">
    Options FollowSymLinks
    AllowOverride None
    Require all granted
    DirectoryIndex index.html
    DirectorySlash On
    FileETag MTime Size
    ForceType {other}
{types}    <If \"-n reqenv('guidepost_packing')\">
        Header set Content-Encoding \"expr=%{{reqenv:guidepost_packing}}\"
    </If>
    Header merge Vary Accept-Encoding
    <FilesMatch \"(?i)\\.svg(?:\\.(?:gz|br|zst))?$\">
        Header always set {POLICY} \"{DRAWING_POLICY}\"
    </FilesMatch>
    <FilesMatch \"{for_ever}\">
        Header always set Cache-Control \"{FOR_EVER}\"
    </FilesMatch>
</Directory>
<Location \"{root}\">
    ErrorDocument 404 {root}404.html
{headers}    Header always setifempty {POLICY} \"{page}\"
    Header always setifempty Cache-Control \"{ASK_AGAIN}\"
</Location>
",
        other = MediaType::OTHER,
    )
}

/// An address and where it leads to, a line.
fn redirects(site: &ServedSite) -> String {
    let mut text =
        "# Old addresses, and where each leads to. Apache reads this again when it changes.\n".to_owned();
    for (from, to) in site.redirects() {
        let line = format!("{} {to}\n", as_apache_escapes(from));
        if line.len() < LONGEST_LINE {
            text.push_str(&line);
        }
    }
    text
}
