//! What a person sees who starts the plugin.

use std::process::{Command, Output};

fn start(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_aya-shim");
    Command::new(program).args(arguments).env_remove("DIFFTEST_PLUGIN").output().unwrap()
}

#[test]
fn tells_the_version_of_the_aya_that_is_built_in() {
    let output = start(&["--version"]);
    assert!(output.status.success());
    assert_eq!(output.stdout, b"0.14.0\n");
}

#[test]
fn says_what_it_is() {
    let output = start(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("aya: this program is a plugin of difftest"), "{stderr}");
}
