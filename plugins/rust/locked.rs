// For the build script of a plugin in this workspace, which includes this file as a module: the version of the library
// that is built in is the one that Cargo.lock holds, and no second place has to be kept in step with it.

/// Hands the locked version of `library` to the plugin as `env!("LIBRARY_VERSION")`, without the build metadata that
/// follows a "+".
pub fn export_version(library: &str) {
    const LOCK: &str = "../Cargo.lock";
    println!("cargo:rerun-if-changed={LOCK}");
    let lock = std::fs::read_to_string(LOCK).expect("read Cargo.lock");
    let (_, package) = lock.split_once(&format!("name = \"{library}\"\nversion = \"")).expect("library in Cargo.lock");
    let version = package.split(['"', '+']).next().expect("version in Cargo.lock");
    println!("cargo:rustc-env=LIBRARY_VERSION={version}");
}
