//! How a plugin and the host find each other: a cookie in the environment, then one line on standard output.
//!
//! <https://github.com/hashicorp/go-plugin/blob/v1.8.0/docs/guide-plugin-write-non-go.md>

use std::{
    env,
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tokio::net::UnixListener;

const COOKIE_KEY: &str = "DIFFTEST_PLUGIN";
const COOKIE_VALUE: &str = "loader-v1";

/// Where the host wants the socket. It is the host that removes this folder.
const SOCKET_FOLDER: &str = "PLUGIN_UNIX_SOCKET_DIR";

/// Version of go-plugin's own protocol.
const CORE_VERSION: u32 = 1;
/// Version of the contract, as in the name of its package.
const CONTRACT_VERSION: u32 = 1;

/// Whether the environment carries the cookie. No protection, only a way to tell a person what this program is.
pub fn started_by_host() -> bool {
    env::var_os(COOKIE_KEY).is_some_and(|value| value == COOKIE_VALUE)
}

/// Listens on a new socket. The name is random: process ids repeat where each plugin has a pid namespace.
pub fn listen() -> io::Result<(UnixListener, PathBuf)> {
    let folder = env::var_os(SOCKET_FOLDER).map_or_else(env::temp_dir, PathBuf::from);
    let path = folder.join(format!("plugin{:016x}", RandomState::new().build_hasher().finish()));
    let listener = UnixListener::bind(&path)
        .map_err(|error| io::Error::new(error.kind(), format!("socket {}: {error}", path.display())))?;
    Ok((listener, path))
}

/// Tells the host where to connect: the only line that a plugin ever writes to standard output.
///
/// The last field would be a certificate; the host does not ask for one.
pub fn announce(socket: &Path) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{CORE_VERSION}|{CONTRACT_VERSION}|unix|{}|grpc|", socket.display())?;
    stdout.flush()
}
