//! Where values lie: an allocator of fewer bytes than the one that Rust brings along for WebAssembly.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();
