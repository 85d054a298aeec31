//! Bodies of faulty responses: one that breaks off, and one that is too large.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Bytes, HttpBody};
use http_body::{Frame, SizeHint};

type Next = Poll<Option<Result<Frame<Bytes>, io::Error>>>;

/// A body that sends its bytes and then fails.
#[derive(Debug)]
pub(super) struct BrokenOff {
    bytes: Option<Bytes>,
    is_flushed: bool,
}

impl BrokenOff {
    pub(super) fn after(bytes: Bytes) -> Self {
        Self {
            bytes: Some(bytes),
            is_flushed: false,
        }
    }
}

impl HttpBody for BrokenOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Next {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !self.is_flushed {
            // Hyper flushes its buffer when a body is pending, and discards it when a body fails.
            self.is_flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}

const OPENING: &[u8] = b"{\"page\": {\"name\": \"";
const PIECE: &[u8] = &[b'x'; 64 * 1024];
const PIECES: usize = 144;
const CLOSING: &[u8] = b"\"}}\n";

/// A document with a name of 9 MiB, of which only one piece at a time is in memory.
#[derive(Debug, Default)]
pub(super) struct Huge {
    sent: usize,
}

impl Huge {
    pub(super) const LENGTH: usize = OPENING.len() + PIECES * PIECE.len() + CLOSING.len();
}

impl HttpBody for Huge {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Next {
        let piece = match self.sent {
            0 => OPENING,
            1..=PIECES => PIECE,
            sent if sent == PIECES + 1 => CLOSING,
            _ => return Poll::Ready(None),
        };
        self.sent += 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(piece)))))
    }

    fn size_hint(&self) -> SizeHint {
        let length = u64::try_from(Self::LENGTH).unwrap_or(u64::MAX);
        if self.sent == 0 {
            SizeHint::with_exact(length)
        } else {
            SizeHint::default()
        }
    }
}
