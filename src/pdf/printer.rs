//! Files of a site, and the browser that prints a page of them.
//!
//! The browser is served over this machine's loopback, not handed files: a page that is a file may show any other file of the
//! machine, and whoever writes pages would read what the one who prints them may read.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::{fs, io, thread};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::chromium::{Chromium, NotPrinted};
use crate::output::MediaType;
use crate::path::{FilePath, decode, encode};

/// A folder of files that are printed from, and a server of them for as long as it lives.
pub struct Printer {
    chromium: Chromium,
    folder: TempDir,
    address: SocketAddr,
    /// Dropped, it ends the server.
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<io::Result<()>>>,
}

/// Where the files are, and under which name they are served: nobody else on the machine can guess it.
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
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("browser"))?;
        let site = folder.path().join("site");
        fs::create_dir(&site)?;
        let files = PrintedFiles { site, name: name_of(folder.path()) };
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let server = thread::spawn(move || runtime.block_on(serve(listener, files, stopped)));
        Ok(Printer { chromium, folder, address, stop: Some(stop), server: Some(server) })
    }

    /// Where a file of the site's output belongs.
    pub fn file(&self, output: &str) -> PathBuf {
        self.folder.path().join("site").join(output)
    }

    /// Where the files are found while they are printed, with a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}/{}/", self.address, encode(&name_of(self.folder.path())))
    }

    /// A page of these files as a tagged PDF with bookmarks.
    ///
    /// # Errors
    /// The browser cannot be started, or does not print.
    pub fn print(&self, output: &str) -> Result<Vec<u8>, NotPrinted> {
        let address = format!("{}{}", self.base(), encode(output));
        self.chromium.print(&address, &self.folder.path().join("browser"))
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.stop.take();
        // Whether it ended well concerns nobody any more.
        let _ = self.server.take().map(JoinHandle::join);
    }
}

/// The last part of a temporary folder's path, which the system made up.
fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
            ([(header::CONTENT_TYPE, MediaType::of(file.as_str()).as_str())], bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
