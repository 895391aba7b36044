// For the build script of a plugin in this workspace, which includes this file as a module: the version of the library
// that is built in is the one that Cargo.lock holds, and no second place has to be kept in step with it.

/// Hands the locked version of `library` to the plugin as `env!("LIBRARY_VERSION")` and returns it. Build metadata that
/// is a version itself ("1.1.1+v1.1.0") is that of a library which the crate carries, and is taken instead.
pub fn export_version(library: &str) -> String {
    const LOCK: &str = "../Cargo.lock";
    println!("cargo:rerun-if-changed={LOCK}");
    let lock = std::fs::read_to_string(LOCK).expect("read Cargo.lock");
    let (_, package) = lock.split_once(&format!("name = \"{library}\"\nversion = \"")).expect("library in Cargo.lock");
    let version = package.split('"').next().expect("version in Cargo.lock");
    let version = version.split_once("+v").map_or(version, |(_, carried)| carried);
    println!("cargo:rustc-env=LIBRARY_VERSION={version}");
    version.into()
}

/// Sets `name` as a condition of compilation if `version` is before `before`, given as major and minor.
#[allow(dead_code)] // one plugin does not need it
pub fn export_before(name: &str, version: &str, before: (u32, u32)) {
    println!("cargo:rustc-check-cfg=cfg({name})");
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) < before {
        println!("cargo:rustc-cfg={name}");
    }
}
