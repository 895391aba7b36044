//! What a person sees who starts the plugin.

use std::{
    ffi::CStr,
    process::{Command, Output},
};

fn start(arguments: &[&str]) -> (Output, String) {
    let program = env!("CARGO_BIN_EXE_libbpf-shim");
    let output = Command::new(program).args(arguments).env_remove("DIFFTEST_PLUGIN").output().unwrap();
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    (output, stdout)
}

/// libbpf itself knows only major and minor version.
#[test]
fn tells_the_version_of_the_libbpf_that_is_built_in() {
    let (output, version) = start(&["--version"]);
    // SAFETY: a static string.
    let linked = unsafe { CStr::from_ptr(libbpf_sys::libbpf_version_string()) }.to_str().unwrap();
    assert!(output.status.success());
    assert_eq!(version, "1.7.0\n");
    assert_eq!(linked, "v1.7");
}

#[test]
fn says_what_it_is() {
    let (output, stdout) = start(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout, "");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("libbpf: this program is a plugin of difftest"), "{stderr}");
}
