//! Which files a web server might send in the place of others: `gifts.html` for `/gifts/`, `index.html.gz` for
//! `index.html`. Nobody who may add a file may so put other words where what is approved is read.

/// Endings of packings in which servers send a file that they are asked for.
const PACKINGS: [&str; 5] = ["gz", "br", "zst", "zz", "xz"];
/// Endings of what servers answer the address of a page with.
const PAGES: [&str; 13] =
    ["html", "htm", "xhtml", "xht", "shtml", "shtm", "php", "phtml", "asp", "aspx", "jsp", "cgi", "var"];
/// Names of files that servers answer the address of a folder with, without their endings.
const OF_FOLDERS: [&str; 4] = ["index", "default", "home", "iisstart"];

/// Names of files by which servers and hosts are configured wherever these lie, in lower case: whoever may add a file could
/// lead readers from what is in force to something else.
const FOR_SERVERS: [&str; 16] = [
    ".user.ini",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "app.yaml",
    "app_offline.htm",
    "firebase.json",
    "netlify.toml",
    "php.ini",
    "redirects.map",
    "serve.json",
    "staticwebapp.config.json",
    "vercel.json",
    "web.config",
    "web.xml",
];
/// The same at the top of what is published, where hosts look for files and folders of these names.
const AT_THE_TOP: [&str; 45] = [
    // Servers, of Java among others, and what is set up beside the files.
    "app_code",
    "caddyfile",
    "global.asax",
    "lighttpd.conf",
    "meta-inf",
    "nginx.conf",
    "web-inf",
    // Netlify, Cloudflare, Render, Amplify.
    ".netlify",
    "customhttp.yml",
    "render.yaml",
    "wrangler.json",
    "wrangler.jsonc",
    "wrangler.toml",
    // Vercel, as it is and as it was called.
    ".nowignore",
    ".vercel",
    ".vercelignore",
    "middleware.js",
    "middleware.mjs",
    "middleware.ts",
    "now.json",
    "vercel.ts",
    // GitHub Pages, where Jekyll makes other files of what is there.
    "_config.toml",
    "_config.yaml",
    "_config.yml",
    "_data",
    "_includes",
    "_layouts",
    "_plugins",
    "cname",
    // Azure, Firebase, App Engine, Surge, Heroku, Cloud Foundry.
    ".firebaserc",
    "app.yml",
    "auth",
    "cors",
    "dispatch.yaml",
    "procfile",
    "router",
    "routes.json",
    "routes.yaml",
    "staticfile",
    "staticfile.auth",
    "static.json",
    "swa-cli.config.json",
    // What programs a host builds and runs.
    "deno.json",
    "package.json",
    "package-lock.json",
];
/// How the names of files begin by which Apache is configured.
const FOR_APACHE: &str = ".ht";
/// Folders at the top of which hosts run the programs, for whatever addresses these say.
const OF_PROGRAMS: [&str; 4] = ["api", "cgi-bin", "functions", "netlify"];
/// Endings of programs that hosts run.
const PROGRAMS: [&str; 18] = [
    "cgi", "cjs", "cs", "cts", "go", "js", "jsx", "mjs", "mts", "php", "pl", "py", "rb", "rs", "sh", "ts",
    "tsx", "wasm",
];
/// How hosts are told of a program.
const OF_A_PROGRAM: &str = "function.json";

/// Whether a file at this path of the output tells web servers what to answer, or is a program that does.
pub fn tells_servers(path: &str) -> bool {
    let parts: Vec<String> = path.split('/').map(as_servers_see).collect();
    let name = parts.last().map(String::as_str).unwrap_or_default();
    let first = parts.first().map(String::as_str).unwrap_or_default();
    // A page at such an address is a file called `index.html`.
    let is_of_page = parts.len() == 2 && name == "index.html";
    let is_at_top = || AT_THE_TOP.contains(&first) && !is_of_page;
    let is_in_worker = || parts.len() > 1 && first == "_worker.js";
    let is_program = || {
        name == OF_A_PROGRAM || name.rsplit_once('.').is_some_and(|(_, ending)| PROGRAMS.contains(&ending))
    };
    let is_run = parts.len() > 1 && OF_PROGRAMS.contains(&first) && is_program();
    name.starts_with(FOR_APACHE) || FOR_SERVERS.contains(&name) || is_at_top() || is_in_worker() || is_run
}

/// A name as the most lenient of systems takes it: without case, without dots and blanks at its end, and without the name of a
/// stream.
fn as_servers_see(name: &str) -> String {
    let name = name.split(':').next().unwrap_or_default();
    let seen = name.chars().filter(|sign| !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{feff}'));
    let seen: String = seen.collect();
    seen.trim_end_matches(['.', ' ']).to_uppercase().to_lowercase()
}

/// The files of the output that a file might be sent for, all of them folded.
pub(super) fn might_be_sent_for(path: &str) -> Vec<String> {
    let packed =
        path.rsplit_once('.').filter(|(_, ending)| PACKINGS.contains(ending)).map(|(plain, _)| plain);
    let plain = packed.unwrap_or(path);
    let (folder, name) = match plain.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), plain),
    };
    let mut others: Vec<String> = packed.into_iter().map(str::to_owned).collect();
    let parts: Vec<&str> = name.split('.').collect();
    if parts.len() > 1 && parts.first().is_some_and(|first| OF_FOLDERS.contains(first)) {
        others.push(format!("{folder}index.html"));
    }
    // Names of pages may have dots in them, and servers look for languages behind the ending.
    let cuts = parts.iter().enumerate().skip(1).filter(|(_, part)| PAGES.contains(part));
    let beginnings = cuts.filter_map(|(cut, _)| parts.get(..cut));
    others.extend(beginnings.map(|parts| format!("{folder}{}/index.html", parts.join("."))));
    others.retain(|other| other != path);
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_might_be_sent_for() {
        for (path, others) in [
            ("a/gifts.html", &["a/gifts/index.html"][..]),
            ("gifts.v2.htm.de", &["gifts.v2/index.html"]),
            ("a/index.php", &["a/index.html", "a/index/index.html"]),
            ("a/index.html.gz", &["a/index.html", "a/index.html", "a/index/index.html"]),
            ("index.html", &["index/index.html"]),
            ("a/p.svg.br", &["a/p.svg"]),
            ("a/p.svg", &[]),
            ("a/gifts.pdf", &[]),
        ] {
            assert_eq!(might_be_sent_for(path), others, "{path}");
        }
    }
}
