//! Azure's store: the same publisher, by another language.

use std::process::Command;

use crate::bucket::without_secrets;
use crate::server;
use crate::support::{CommandRun, Repo, finish, guidepost_at};

/// Makes a container of the emulator, which wants to be asked with a signature. Its account and key are those that its manual
/// names.
const MAKE_CONTAINER: &str = r#"
import base64, email.utils, hashlib, hmac, http.client, sys
host, container = sys.argv[1:]
key = base64.b64decode("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
account, version, date = "devstoreaccount1", "2021-08-06", email.utils.formatdate(usegmt=True)
signed = "PUT" + "\n" * 12 + f"x-ms-date:{date}\nx-ms-version:{version}\n/{account}/{account}/{container}\nrestype:container"
signature = base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()
connection = http.client.HTTPConnection(host)
headers = {"x-ms-date": date, "x-ms-version": version, "Content-Length": "0", "Authorization": f"SharedKey {account}:{signature}"}
connection.request("PUT", f"/{account}/{container}?restype=container", headers=headers)
sys.exit(connection.getresponse().status != 201)
"#;

/// A site that is published to a container of its own.
struct Container {
    repo: Repo,
}

impl Container {
    fn new(name: &str) -> Container {
        let address = server::azure().address.to_string();
        let made = Command::new("python3").args(["-c", MAKE_CONTAINER, &address, name]).status();
        assert!(made.expect("run").success(), "the container");
        let repo = Repo::new();
        repo.write(
            "site.toml",
            format!("name = \"Handbook\"\n[publish.intranet]\nto = \"az://{name}/play/book\"\nkeep = 2\n"),
        );
        let container = Container { repo };
        container.write_version(0);
        container
    }

    fn write_version(&self, version: usize) {
        self.repo.write("theme/style.css", format!("body {{ order: {version} }}\n"));
        self.repo.write("content/index.md", format!("# Handbook\n\nVersion {version}.\n"));
        self.repo.write("content/tone.md", "# Tone\n\nWe write as we speak.\n");
        self.repo.git(&["add", "--all"]);
        self.repo.git(&["commit", "--quiet", "--message", "Write"]);
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> CommandRun {
        let mut command = guidepost_at(self.repo.path(), arguments);
        command.env("AZURE_STORAGE_USE_EMULATOR", "true");
        command.env("AZURITE_BLOB_STORAGE_URL", format!("http://{}", server::azure().address));
        without_secrets(finish(&mut command))
    }

    fn served(&self) -> String {
        let listed = self.run(&["releases", "intranet", "--format", "json"]).well();
        let listed: serde_json::Value = serde_json::from_str(&listed.stdout).expect("JSON");
        listed["served"].as_str().expect("a release").to_owned()
    }
}

#[test]
fn azure_serves_what_was_published_and_what_was_served_before() {
    let container = Container::new("handbook");
    let publish = ["publish", "intranet", "--yes", "--by", "Editor"];
    container.run(&publish).well();
    let first = container.served();
    container.run(&["verify", "intranet"]).well();
    container.write_version(1);
    let published = container.run(&publish).well();
    assert!(published.stderr.contains(" the same, "), "{}", published.stderr);
    let second = container.served();
    assert_ne!(first, second);
    container.run(&["verify", "intranet"]).well();
    container.run(&["verify", "intranet", &first]).well();
    container.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(container.served(), first);
    container.run(&["verify", "intranet"]).well();
    container.run(&publish).well();
    container.run(&["verify", "intranet"]).well();
    let again = container.run(&publish).well();
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.stderr);
}

#[test]
fn a_container_that_is_not_there_is_named() {
    let container = Container::new("other");
    let settings = container.repo.read("site.toml").replace("az://other", "az://none");
    container.repo.write("site.toml", settings);
    let run = container.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("there is no such bucket"), "{}", run.all());
}
