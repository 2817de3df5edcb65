use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// The address at the other end of the connection.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Below the 1024 open files that most systems grant a process.
const MAX_CONNECTIONS: usize = 512;
/// Also the longest that an idle connection is kept.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take to finish when the server is told to stop.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);
const PAUSE_AFTER_FAILED_ACCEPT: Duration = Duration::from_millis(200);

/// Serves until SIGINT or SIGTERM, then finishes the requests under way.
pub fn serve(address: SocketAddr, router: Router) -> Result<(), String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the server cannot start: {error}"))?
        .block_on(async {
            // Before the address is printed: whoever reads it may send a signal at once.
            let stop = stop_signal().map_err(|error| format!("signals do not work: {error}"))?;
            let listener = TcpListener::bind(address)
                .await
                .map_err(|error| explain(address, &error))?;
            announce(&listener);
            accept_until(stop, listener, router).await;
            Ok(())
        })
}

async fn accept_until(stop: impl Future<Output = ()>, listener: TcpListener, router: Router) {
    let connections = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accept = async {
            // Before accepting: those who find no place wait in the system's own queue.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            accepted = accept => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of open files, most likely: let some connections end.
            tokio::time::sleep(PAUSE_AFTER_FAILED_ACCEPT).await;
            continue;
        };
        let connection = connections.watch(connection(stream, peer, router.clone()));
        tokio::spawn(async move {
            // An error here is a client that broke off or does not speak HTTP.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, connections.shutdown()).await;
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are small and whole; waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |mut request: Request<_>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        request
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
}

/// Tells person and program where the server is: one line on standard output.
fn announce(listener: &TcpListener) {
    if let Ok(address) = listener.local_addr() {
        let mut output = io::stdout().lock();
        // A closed standard output is no reason not to serve.
        let _ = writeln!(output, "listening on http://{address}").and_then(|()| output.flush());
    }
}

fn explain(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {} on {} is already in use; stop the program that uses it, or choose another \
             port with --listen ({}:0 takes a free one)",
            address.port(),
            address.ip(),
            if address.is_ipv6() {
                "[::1]"
            } else {
                "127.0.0.1"
            },
        ),
        io::ErrorKind::PermissionDenied => format!(
            "this account may not listen on {address}; choose a port above 1023 with --listen"
        ),
        _ => format!("cannot listen on {address}: {error}"),
    }
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
