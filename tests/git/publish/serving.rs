//! What a target has beside the files of the site: packed copies, and files for those who serve it.

use std::fs;

use super::Published;

const PACKED: &str = "compress = [\"gzip\", \"brotli\", \"zstd\"]\n";

fn manifest(site: &Published) -> serde_json::Value {
    let path = site.releases().join(format!("{}.json", site.served()));
    serde_json::from_str(&fs::read_to_string(path).expect("a manifest")).expect("JSON")
}

#[cfg(unix)]
#[test]
fn each_content_is_packed_once_and_copies_are_files_of_the_release() {
    use std::os::unix::fs::MetadataExt as _;
    let site = Published::with(PACKED);
    site.publish(&[]);
    let first = site.served();
    let (files, added) = (manifest(&site)["files"].clone(), manifest(&site)["added"].clone());
    for ending in ["gz", "br", "zst"] {
        let copy = format!("tone/index.html.{ending}");
        let bytes = |list: &serde_json::Value, path: &str| list[path]["size"].as_u64().expect("a size");
        assert!(bytes(&added, &copy) < bytes(&files, "tone/index.html") / 2, "{copy}");
        assert!(files.get(&copy).is_none() && site.link().join(&copy).is_file(), "{copy}");
    }
    assert!(added.get("redirects.map.gz").is_none(), "too short");
    site.repo.write("content/plays/play-1.md", "# Play 1\n\nPlay it well.\n");
    site.commit("Say how");
    let plan = site.plan();
    assert!(!plan["files"].to_string().contains(".gz"), "no plan is about copies: {plan}");
    site.publish(&[]);
    let inode = |release: &str, path: &str| {
        fs::metadata(site.releases().join(release).join(path)).expect("a file").ino()
    };
    let second = site.served();
    for ending in ["gz", "br", "zst"] {
        let (same, other) =
            (format!("tone/index.html.{ending}"), format!("plays/play-1/index.html.{ending}"));
        assert_eq!(inode(&first, &same), inode(&second, &same), "{ending}");
        assert_ne!(inode(&first, &other), inode(&second, &other), "{ending}");
    }
    site.run(&["verify", "intranet"]).well();
    let copy = site.link().join("tone/index.html.br");
    let mut changed = fs::read(&copy).expect("a copy");
    changed[9] ^= 1;
    fs::remove_file(&copy).and_then(|()| fs::write(&copy, changed)).expect("changed");
    let found = site.run(&["verify", "intranet"]);
    assert!(found.status == 1 && found.stdout.contains("changed   tone/index.html.br"), "{}", found.all());
    site.publish(&["--repair"]);
    site.run(&["verify", "intranet"]).well();
}

/// The bytes are the same wherever and whenever the same file is packed.
#[test]
fn copies_are_the_same_in_every_place() {
    let added = || {
        let site = Published::with(PACKED);
        site.publish(&[]);
        let added = manifest(&site)["added"].clone();
        added
            .as_object()
            .expect("copies")
            .iter()
            .filter(|(path, _)| path.starts_with("_theme/"))
            .map(|(path, file)| (path.clone(), file["hash"].clone()))
            .collect::<Vec<_>>()
    };
    let once = added();
    assert!(!once.is_empty());
    assert_eq!(once, added());
}

/// A page that is open since before the release may ask for a copy.
#[test]
fn copies_of_what_stays_for_open_pages_stay() {
    let site = Published::with(PACKED);
    let style =
        |color: &str| site.repo.write("theme/style.css", format!("body {{ color: {color} }}\n").repeat(100));
    style("#111");
    site.commit("Style");
    site.publish(&[]);
    let page = site.read("index.html");
    let at = page.find("_theme/style.").expect("a style");
    let old = page[at..].split('"').next().expect("its end").to_owned();
    style("#222");
    site.commit("Restyle");
    site.publish(&[]);
    assert!(site.link().join(&old).is_file() && site.link().join(format!("{old}.br")).is_file());
    site.run(&["verify", "intranet"]).well();
}

#[test]
fn what_settings_say_of_servers_is_done_where_nothing_else_is_new() {
    let site = Published::once();
    let first = site.served();
    assert!(!site.releases().join("servers").exists());
    let settings = fs::read_to_string(site.repo.path().join("site.toml")).expect("settings");
    site.repo.write("site.toml", format!("{settings}server_files = [\"nginx\"]\n"));
    let same = site.publish(&[]);
    assert!(same.stderr.contains("Nothing to publish") || site.served() != first, "{}", same.all());
    let file = site.releases().join("servers/nginx/site.conf");
    let written = fs::read_to_string(&file).expect("a file");
    // What somebody has edited there is written anew: a server block of one's own includes it.
    fs::write(&file, "autoindex on;").expect("written");
    site.publish(&[]);
    assert_eq!(fs::read_to_string(&file).expect("a file"), written);
    site.repo.write(
        "site.toml",
        format!("{settings}server_files = [\"nginx\", \"redirects\"]\ncompress = [\"gzip\"]\n"),
    );
    let before = site.served();
    site.publish(&[]);
    assert_ne!(site.served(), before, "copies are new");
    assert!(site.read("_headers").contains("/handbook/*\n  X-Content-Type-Options: nosniff"));
    assert!(site.link().join("index.html.gz").is_file());
    site.run(&["verify", "intranet"]).well();
}

#[test]
fn what_servers_could_take_for_something_else_is_refused_with_the_way_out() {
    let refused = |settings: &str, words: &[&str]| {
        let site = Published::new();
        site.repo.write("site.toml", format!("name = \"Handbook\"\n{settings}"));
        site.commit("Set");
        let said = site.run(&["publish", "intranet", "--yes"]);
        assert!(said.status == 1 && words.iter().all(|word| said.stderr.contains(word)), "{}", said.all());
        assert!(!site.link().exists() && !site.releases().join("servers").exists());
    };
    refused(
        "base_url = \"https://intranet.example/a;b\"\n[publish.intranet]\nto = \"../www/handbook\"\nserver_files = [\"caddy\"]\n",
        &["signs that the files of a web server would take", "`base_url`"],
    );
    refused(
        "[publish.intranet]\nto = \"../www/hand{book\"\nserver_files = [\"nginx\"]\n",
        &["signs that the files of a web server would take", "name a folder of letters"],
    );
    let site = Published::with("server_files = [\"redirects\"]\n");
    site.repo.write("static/_redirects", "/ /elsewhere/ 301\n");
    site.commit("Redirect");
    let said = site.run(&["publish", "intranet", "--yes"]);
    assert!(said.status == 1 && said.stderr.contains("a file `_redirects` of its own"), "{}", said.all());
}
