//! The gRPC services of a plugin: the contract itself, and the two that go-plugin's client needs.

use std::{error::Error, fs, time::Duration};

use tokio::{runtime, sync::watch, time};
use tokio_stream::wrappers::UnixListenerStream;
use tonic::{Request, Response, Status, transport::Server};

use crate::{
    Loader, handshake,
    proto::{
        DescribeRequest, DescribeResponse, LoadRequest, LoadResponse, RunRequest, RunResponse,
        loader_server::{self, LoaderServer},
    },
    worker::Worker,
};

#[allow(clippy::all)]
mod go_plugin {
    tonic::include_proto!("plugin");
}
#[allow(clippy::all)]
mod health {
    tonic::include_proto!("grpc.health.v1");
}

/// The service whose health go-plugin's client asks for.
///
/// <https://github.com/hashicorp/go-plugin/blob/v1.8.0/grpc_server.go#L26>
const HEALTH_SERVICE: &str = "plugin";

/// How long the answer to Shutdown may take to leave. A load that is still running is not waited for: go-plugin kills
/// after two seconds.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(200);

/// Serves until the host says Shutdown.
pub fn serve(loader: impl Loader, description: DescribeResponse) -> Result<(), Box<dyn Error>> {
    ignore_interrupts();
    let worker = Worker::start(loader)?;
    let (stop, mut stopped) = watch::channel(false);
    let service = LoaderServer::new(Service { description, worker }).max_decoding_message_size(usize::MAX);
    runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let (listener, socket) = handshake::listen()?;
        let mut graceful = stopped.clone();
        let server = Server::builder()
            .add_service(health::health_server::HealthServer::new(Healthy))
            .add_service(go_plugin::grpc_controller_server::GrpcControllerServer::new(Controller { stop }))
            .add_service(service)
            .serve_with_incoming_shutdown(UnixListenerStream::new(listener), async move {
                let _ = graceful.wait_for(|stop| *stop).await;
            });
        let deadline = async {
            let _ = stopped.wait_for(|stop| *stop).await;
            time::sleep(SHUTDOWN_GRACE).await;
        };
        handshake::announce(&socket)?;
        let served = tokio::select! {
            served = server => served,
            () = deadline => Ok(()),
        };
        // The host removes the folder as well: not worth a failure.
        let _ = fs::remove_file(socket);
        Ok(served?)
    })
}

/// An interrupt at the terminal goes to the plugin, too; it is for the host to decide what ends.
///
/// <https://github.com/hashicorp/go-plugin/blob/v1.8.0/server.go#L460-L473>
fn ignore_interrupts() {
    // SAFETY: no handler is installed.
    unsafe { libc::signal(libc::SIGINT, libc::SIG_IGN) };
}

struct Service {
    description: DescribeResponse,
    worker: Worker,
}

#[tonic::async_trait]
impl loader_server::Loader for Service {
    async fn describe(&self, _: Request<DescribeRequest>) -> Result<Response<DescribeResponse>, Status> {
        Ok(Response::new(self.description.clone()))
    }

    async fn load(&self, request: Request<LoadRequest>) -> Result<Response<LoadResponse>, Status> {
        self.worker.load(request.into_inner()).await.map(Response::new).map_err(Status::internal)
    }

    async fn run(&self, request: Request<RunRequest>) -> Result<Response<RunResponse>, Status> {
        let outcome = self.worker.run(request.into_inner()).await.map_err(Status::internal)?;
        Ok(Response::new(RunResponse { outcome: Some(outcome) }))
    }
}

struct Healthy;

#[tonic::async_trait]
impl health::health_server::Health for Healthy {
    async fn check(
        &self,
        request: Request<health::HealthCheckRequest>,
    ) -> Result<Response<health::HealthCheckResponse>, Status> {
        if request.into_inner().service != HEALTH_SERVICE {
            return Err(Status::not_found("unknown service"));
        }
        let status = health::health_check_response::ServingStatus::Serving.into();
        Ok(Response::new(health::HealthCheckResponse { status }))
    }
}

struct Controller {
    stop: watch::Sender<bool>,
}

#[tonic::async_trait]
impl go_plugin::grpc_controller_server::GrpcController for Controller {
    async fn shutdown(&self, _: Request<go_plugin::Empty>) -> Result<Response<go_plugin::Empty>, Status> {
        self.stop.send_replace(true);
        Ok(Response::new(go_plugin::Empty {}))
    }
}
