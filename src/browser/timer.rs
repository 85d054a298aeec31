//! A timer that is cancelled when it is dropped.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

/// The longest delay that browsers support, in milliseconds: 2^31 - 1. A longer one would end at once.
const LONGEST_MILLIS: u64 = 0x7FFF_FFFF;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(action: &Closure<dyn FnMut()>, millis: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: i32);
}

/// A timer that runs its action once, unless it is dropped before.
#[must_use = "a timer that is dropped never runs its action"]
pub struct Timer {
    id: i32,
    _action: Closure<dyn FnMut()>,
}

impl Timer {
    /// Sets a timer. A delay of more than 24 days is shortened to the longest possible one, so its action runs early.
    pub fn after_millis(millis: u64, action: impl FnOnce() + 'static) -> Self {
        let action = Closure::once(action);
        let millis = i32::try_from(millis.min(LONGEST_MILLIS)).unwrap_or(i32::MAX);
        Self {
            id: set_timeout(&action, millis),
            _action: action,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(self.id);
    }
}
