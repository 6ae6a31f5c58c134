//! Which files a web server might send in the place of others: `gifts.html` for `/gifts/`, `index.html.gz` for
//! `index.html`. Nobody who may add a file may so put other words where what is approved is read.

/// Endings of packings in which servers send a file that they are asked for.
const PACKINGS: [&str; 5] = ["gz", "br", "zst", "zz", "xz"];
/// Endings of what servers answer the address of a page with.
const PAGES: [&str; 13] =
    ["html", "htm", "xhtml", "xht", "shtml", "shtm", "php", "phtml", "asp", "aspx", "jsp", "cgi", "var"];
/// Names of files that servers answer the address of a folder with, without their endings.
const OF_FOLDERS: [&str; 4] = ["index", "default", "home", "iisstart"];

/// Names of files by which servers and hosts are configured, in lower case: whoever may add a file could lead readers
/// from what is in force to something else.
const FOR_SERVERS: [&str; 14] = [
    ".user.ini",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "app.yaml",
    "firebase.json",
    "netlify.toml",
    "php.ini",
    "redirects.map",
    "serve.json",
    "staticwebapp.config.json",
    "vercel.json",
    "web.config",
];
/// How the names of files begin by which Apache is configured.
const FOR_APACHE: &str = ".ht";

/// Whether a file of this name tells web servers what to answer.
pub fn tells_servers(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(FOR_APACHE) || FOR_SERVERS.contains(&&*name)
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
    if parts.len() > 1 && OF_FOLDERS.contains(&parts[0]) {
        others.push(format!("{folder}index.html"));
    }
    // Names of pages may have dots in them, and servers look for languages behind the ending.
    let cuts = (1..parts.len()).filter(|cut| PAGES.contains(&parts[*cut]));
    others.extend(cuts.map(|cut| format!("{folder}{}/index.html", parts[..cut].join("."))));
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
