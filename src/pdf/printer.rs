//! Files of a site, and the browser that prints a page of them.
//!
//! The browser is served over this machine's loopback, not handed files: a page that is a file may show any other file of the
//! machine, and whoever writes pages would read what the one who prints them may read. It reaches this server alone, and what
//! it is sent runs no script, frames nothing and leads on to nothing: one page could otherwise reword another.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::{fs, io, thread};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::chromium::{Chromium, HOST, NotPrinted, PrintJob};
use crate::output::MediaType;
use crate::path::{FilePath, decode, encode};

/// A folder of files that are printed from, and a server of them for as long as it lives.
pub struct Printer {
    chromium: Chromium,
    folder: TempDir,
    /// The files, within that.
    site: PathBuf,
    /// Under which name they are served.
    name: String,
    address: SocketAddr,
    /// Dropped, it ends the server.
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<io::Result<()>>>,
}

/// What a page that is printed may do: load styles, pictures and fonts from here. Without scripts, a sandbox leads nowhere by
/// itself either (HTML, "shared declarative refresh steps").
const POLICY: &str = "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
     font-src 'self' data:; base-uri 'none'";

/// Where the files are, and under which name they are served: that of a folder within one that nobody else on the machine may
/// look into.
struct PrintedFiles {
    site: PathBuf,
    name: String,
}

impl Printer {
    /// A printer with no files yet.
    ///
    /// # Errors
    /// No folder can be made, or no port be had.
    pub fn start(chromium: Chromium) -> io::Result<Printer> {
        let folder = own_folder()?;
        fs::create_dir(folder.path().join("browser"))?;
        let site = tempfile::Builder::new().rand_bytes(32).tempdir_in(folder.path())?.keep();
        let name = site.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let files = PrintedFiles { site: site.clone(), name: name.clone() };
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let server = thread::spawn(move || runtime.block_on(serve(listener, files, stopped)));
        Ok(Printer { chromium, folder, site, name, address, stop: Some(stop), server: Some(server) })
    }

    /// Where a file of the site's output belongs.
    pub fn file(&self, output: &str) -> PathBuf {
        self.site.join(output)
    }

    /// Where the files are found while they are printed, with a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{HOST}/{}/", encode(&self.name))
    }

    /// A page of these files as a tagged PDF with bookmarks.
    ///
    /// # Errors
    /// The browser cannot be started, or does not print.
    pub fn print(&self, output: &str) -> io::Result<Result<Vec<u8>, NotPrinted>> {
        let start = self.folder.path().join("start.html");
        let address = format!("{}{}", self.base(), encode(output));
        fs::write(&start, format!("<meta http-equiv=\"refresh\" content=\"0;url={address}\">"))?;
        let scratch = self.folder.path().join("browser");
        let job = PrintJob { start: &start, port: self.address.port(), scratch: &scratch };
        Ok(self.chromium.print(&job))
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.stop.take();
        // Whether it ended well concerns nobody any more.
        let _ = self.server.take().map(JoinHandle::join);
    }
}

/// A temporary folder that nobody else may look into.
fn own_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

async fn serve(
    listener: std::net::TcpListener,
    files: PrintedFiles,
    stopped: oneshot::Receiver<()>,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let router = Router::new().fallback(answer).with_state(Arc::new(files));
    let server = axum::serve(listener, router);
    tokio::select! {
        ended = server.into_future() => ended,
        _ = stopped => Ok(()),
    }
}

async fn answer(State(files): State<Arc<PrintedFiles>>, uri: Uri) -> Response {
    let decoded = decode(uri.path());
    let asked = decoded.strip_prefix('/').and_then(|path| path.strip_prefix(files.name.as_str()));
    let file = asked.and_then(|path| path.strip_prefix('/')).and_then(FilePath::new);
    let bytes = file.as_ref().and_then(|file| fs::read(files.site.join(file.as_str())).ok());
    match (file, bytes) {
        (Some(file), Some(bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, MediaType::of(file.as_str()).as_str()),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
