#[path = "../rust/locked.rs"]
mod locked;

fn main() {
    locked::export_version("rbpf");
}
