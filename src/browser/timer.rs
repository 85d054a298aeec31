//! A timer that is gone when it is dropped.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::window;

/// The longest delay a browser keeps: 2^31 - 1 ms. A longer one would fire at once.
const LONGEST_MILLIS: u64 = 0x7FFF_FFFF;

/// Runs its action once, unless it is dropped before.
#[must_use = "a timer that is dropped never runs its action"]
pub struct Timer {
    id: i32,
    _action: Closure<dyn FnMut()>,
}

impl Timer {
    /// Sets a timer. A delay longer than 24 days is cut to that: whoever set it is woken early.
    pub fn after_millis(millis: u64, action: impl FnOnce() + 'static) -> Option<Self> {
        let action = Closure::once(action);
        let millis = i32::try_from(millis.min(LONGEST_MILLIS)).unwrap_or(i32::MAX);
        let function = action.as_ref().unchecked_ref();
        let id = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(function, millis)
            .ok()?;
        Some(Self {
            id,
            _action: action,
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
