#[path = "../rust/locked.rs"]
mod locked;

fn main() {
    locked::export_version("libbpf-sys");
    // Where the plugin is built against a shared libbpf (variants/libbpf): the folder in which the linker finds it as
    // libbpf.so, and the one in which the program does.
    for (variable, flag) in [("DIFFTEST_LIBBPF_LINK", "-L"), ("DIFFTEST_LIBBPF_FOLDER", "-Wl,-rpath,")] {
        println!("cargo:rerun-if-env-changed={variable}");
        if let Ok(folder) = std::env::var(variable) {
            println!("cargo:rustc-link-arg={flag}{folder}");
        }
    }
}
