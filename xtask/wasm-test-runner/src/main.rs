//! Runs a WebAssembly test binary in a browser, as cargo's `runner`. It is wasm-bindgen's own runner at the version
//! that `Cargo.lock` holds; a package of its own, so that `cargo xtask serve` does not compile it.

use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
