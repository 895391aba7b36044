//! The kernel's ids of what aya has loaded.

use aya::Ebpf;
use difftest_plugin::Named;

use crate::versions::data;

/// The programs that are in the kernel.
pub fn programs(ebpf: &Ebpf) -> Vec<Named> {
    let loaded = ebpf.programs().filter(|(_, program)| program.fd().is_ok());
    loaded.map(|(name, program)| named(name, program.info().expect("info of a program").id())).collect()
}

/// The maps, all of which aya creates.
pub fn maps(ebpf: &Ebpf) -> Vec<Named> {
    ebpf.maps().map(|(name, map)| named(name, data(map).info().expect("info of a map").id())).collect()
}

fn named(name: &str, id: u32) -> Named {
    Named { name: name.into(), id }
}
