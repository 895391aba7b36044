//! Compiles the protocol descriptions in Rust alone, so that no protoc is needed to build a plugin.

use std::error::Error;

const FOLDERS: [&str; 2] = ["../proto", "proto"];
const FILES: [&str; 3] = ["loader.proto", "go_plugin.proto", "health.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
    }
    let descriptions = protox::compile(FILES, FOLDERS)?;
    // Ordered maps: a plugin does the same thing each time it is asked for the same.
    tonic_prost_build::configure().build_client(false).btree_map(".").compile_fds(descriptions)?;
    Ok(())
}
