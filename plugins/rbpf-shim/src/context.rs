//! The contexts that programs get, with the fields that the kernel's test run sets.
//!
//! <https://github.com/torvalds/linux/blob/v6.18/net/bpf/test_run.c>

use aya_obj::generated::bpf_prog_type;

/// Bytes of the Ethernet header. A socket filter sees the packet behind it.
const ETHERNET: usize = 14;

/// The index of the loopback device, from which the test run lets packets come.
const LOOPBACK: u32 = 1;

/// How programs of a type see a packet.
pub struct View {
    /// Bytes of the packet that the program does not see.
    pub skipped: usize,
    /// Whether the program may write to the packet, so that it comes back.
    pub writes: bool,
    layout: Layout,
}

enum Layout {
    XdpMd,
    SkBuff { direct: bool },
}

impl View {
    /// The view of a type as enum bpf_prog_type numbers it.
    pub fn of(program_type: u32) -> Option<Self> {
        match program_type {
            t if t == bpf_prog_type::BPF_PROG_TYPE_XDP as u32 => {
                Some(Self { skipped: 0, writes: true, layout: Layout::XdpMd })
            }
            t if t == bpf_prog_type::BPF_PROG_TYPE_SCHED_CLS as u32 => {
                Some(Self { skipped: 0, writes: true, layout: Layout::SkBuff { direct: true } })
            }
            t if t == bpf_prog_type::BPF_PROG_TYPE_SOCKET_FILTER as u32 => {
                Some(Self { skipped: ETHERNET, writes: false, layout: Layout::SkBuff { direct: false } })
            }
            _ => None,
        }
    }

    /// The context of a packet of which the program sees what starts at `address`, with `len` bytes. `ether_type` is the
    /// field of its Ethernet header, in network order. Addresses have 32 bits there.
    pub fn context(&self, address: u32, len: u32, ether_type: [u8; 2]) -> Vec<u8> {
        match self.layout {
            // struct xdp_md: data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex
            Layout::XdpMd => words(6, &[(0, address), (1, address + len), (2, address), (3, LOOPBACK)]),
            Layout::SkBuff { direct } => {
                let ends = if direct { (address, address + len) } else { (0, 0) };
                let protocol = u16::from_ne_bytes(ether_type).into();
                // struct __sk_buff: len, protocol, ifindex, data, data_end
                words(48, &[(0, len), (4, protocol), (10, LOOPBACK), (19, ends.0), (20, ends.1)])
            }
        }
    }
}

/// `count` 32-bit words, all zero but those that are set.
fn words(count: usize, set: &[(usize, u32)]) -> Vec<u8> {
    let mut words = vec![0; count];
    for (index, value) in set {
        words[*index] = *value;
    }
    words.iter().flat_map(|word: &u32| word.to_ne_bytes()).collect()
}
