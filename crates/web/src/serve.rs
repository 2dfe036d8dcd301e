//! Listening at an address until somebody says that it is enough.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use quell::Knowledge;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::guard::Guard;
use crate::state::App;
use crate::{guard, routes};

/// How often it is seen whether somebody says stop.
const LOOK_TIME: Duration = Duration::from_millis(100);

/// So long answers that are under way may take after that.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where to listen, and what to show.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address: a loopback address unless somebody wants others to look on.
    pub host: IpAddr,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// The record's file. It need not be there yet.
    pub store: PathBuf,
    /// What somebody knows beside the language packs.
    pub knowledge: Knowledge,
}

/// What somebody must know to look at the page.
#[derive(Debug, Clone)]
pub struct Listening {
    /// Where it listens.
    pub address: SocketAddr,
    /// What to open in a browser, with the token where one is needed.
    pub url: String,
}

/// Answers at the address until `is_stopped`; `tell` is called once it listens. An error says why it cannot listen, or not go on.
pub fn serve(settings: &Settings, is_stopped: &AtomicBool, tell: impl FnOnce(&Listening)) -> io::Result<()> {
    let app = App::new(settings.store.clone(), settings.knowledge.clone()).map_err(io::Error::other)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((settings.host, settings.port)).await?;
        let address = listener.local_addr()?;
        let guard = Arc::new(Guard::new(address)?);
        tell(&Listening { address, url: guard.url() });
        let (stop, stopped) = oneshot::channel::<()>();
        let router = guard::guarded(routes::routes(Arc::new(app), &guard), guard);
        let served = axum::serve(listener, router).with_graceful_shutdown(async move {
            // Whoever drops the other end wants it to stop too.
            let _ = stopped.await;
        });
        let mut serving = tokio::spawn(async move { served.await });
        while !is_stopped.load(Ordering::SeqCst) {
            tokio::select! {
                ended = &mut serving => return ended.map_err(io::Error::other)?,
                () = tokio::time::sleep(LOOK_TIME) => {}
            }
        }
        drop(stop);
        match tokio::time::timeout(PATIENCE, serving).await {
            Ok(ended) => ended.map_err(io::Error::other)?,
            // Whoever still reads has had the time for it.
            Err(_) => Ok(()),
        }
    })
}
