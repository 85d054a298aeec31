//! Values that follow signals, of any type, over one type of memo.
//!
//! A Leptos `Memo<T>` compiles its whole machinery anew for each `T`: some two kilobytes, and views follow
//! two dozen types. Here the machinery sees one type, and only comparing and dropping know the real one.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get as _, Memo};

/// What can be compared without knowing its type.
trait Value: Any + Send + Sync {
    fn is(&self, other: &dyn Value) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Any + PartialEq + Send + Sync> Value for T {
    fn is(&self, other: &dyn Value) -> bool {
        other
            .as_any()
            .downcast_ref::<T>()
            .is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Erased(Arc<dyn Value>);

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(&*other.0)
    }
}

/// A value that is worked out anew only when what it reads changes, and passed on only when it differs.
pub struct Slice<T> {
    memo: Memo<Erased>,
    value: PhantomData<fn() -> T>,
}

// Derived, these would ask the same of `T`.
impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<T> {}

/// Makes a slice.
pub(super) fn slice<T: PartialEq + Send + Sync + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> Slice<T> {
    let memo = erased(Box::new(move || Erased(Arc::new(read()))));
    Slice {
        memo,
        value: PhantomData,
    }
}

#[inline(never)]
fn erased(read: Box<dyn Fn() -> Erased + Send + Sync>) -> Memo<Erased> {
    Memo::new(move |_| read())
}

#[inline(never)]
fn current(memo: Memo<Erased>) -> Arc<dyn Value> {
    memo.get().0
}

impl<T: Clone + Default + 'static> Slice<T> {
    /// The present value; whoever asks is run again when it changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// Reads the present value in place.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let value = current(self.memo);
        match (*value).as_any().downcast_ref() {
            Some(value) => read(value),
            // Never: only `slice` makes memos, and it makes them of `T`. But a view must not panic.
            None => read(&T::default()),
        }
    }
}
