#[path = "../rust/locked.rs"]
mod locked;

fn main() {
    let version = locked::export_version("aya");
    locked::export_before("aya_before_0_14", &version, (0, 14));
}
