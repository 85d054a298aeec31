//! Pictures of what is on screen, how they are kept, and how two of them are compared.
//!
//! A picture is kept at half its size and with 64 shades of each colour: small enough for the repository, and still
//! good to look at. Two are compared by the mean colours of windows as large as the smallest symbol of the page.
//! Letters that are drawn a fraction of a pixel elsewhere, or smoothed otherwise, hardly change those means; a symbol
//! that is missing, another colour, and anything that has moved by more than some pixels do.

use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};

/// Edge of a tile, in pixels of a kept picture.
const TILE: usize = 2;
/// Edge of a window, in tiles: 12 pixels on screen, where the smallest symbol has 14.
const WINDOW: usize = 3;
/// By how much, of 255, the mean of a window may differ in one colour: between what smoothing changes and what the
/// thinnest symbol does, see `a_missing_symbol_is_seen_and_smoothing_is_not`.
const TOLERANCE: u32 = 28;
/// So many shades of each colour are kept, from none of it to all.
const SHADES: u32 = 64;

/// Red, green and blue of each pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    pub(super) fn new(
        width: usize,
        height: usize,
        pixel: impl Fn(usize, usize) -> [u8; 3],
    ) -> Self {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let pixels = places.map(|(x, y)| pixel(x, y)).collect();
        Self {
            width,
            height,
            pixels,
        }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        self.pixels[y * self.width + x]
    }

    /// Reads a PNG, of which transparency and grey are made colours.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut raw = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut raw).unwrap();
        let (width, height) = (frame.width as usize, frame.height as usize);
        let samples = frame.color_type.samples();
        Self::new(width, height, |x, y| {
            let pixel = &raw[y * frame.line_size + x * samples..];
            if samples < 3 {
                [pixel[0]; 3]
            } else {
                [pixel[0], pixel[1], pixel[2]]
            }
        })
    }

    /// As a PNG of few bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let [width, height] = [self.width, self.height].map(|edge| u32::try_from(edge).unwrap());
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::High);
        encoder.set_filter(Filter::Paeth);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// The upper left corner.
    pub(super) fn crop(&self, width: usize, height: usize) -> Self {
        assert!(
            width <= self.width && height <= self.height,
            "{} x {}",
            self.width,
            self.height
        );
        Self::new(width, height, |x, y| self.at(x, y))
    }

    /// In the form in which it is kept.
    pub(super) fn kept(&self) -> Self {
        let half = self.shrunk(2);
        Self::new(half.width, half.height, |x, y| {
            half.at(x, y).map(kept_shade)
        })
    }

    /// Every `by` times `by` pixels as one, of their mean colour.
    fn shrunk(&self, by: usize) -> Self {
        let mean = |x: usize, y: usize, colour: usize| {
            let places = (0..by * by).map(|at| (x * by + at % by, y * by + at / by));
            let sum: u32 = places.map(|(x, y)| u32::from(self.at(x, y)[colour])).sum();
            u8::try_from(sum / u32::try_from(by * by).unwrap()).unwrap()
        };
        Self::new(self.width / by, self.height / by, |x, y| {
            [0, 1, 2].map(|colour| mean(x, y, colour))
        })
    }

    /// By how much, of 255, the window that differs most does, and where it is, in pixels of these pictures.
    pub(super) fn difference(&self, other: &Self) -> (u32, (usize, usize)) {
        if (self.width, self.height) != (other.width, other.height) {
            return (255, (0, 0));
        }
        let (one, two) = (self.shrunk(TILE), other.shrunk(TILE));
        let mean = |x: usize, y: usize, colour: usize| {
            let tiles = (0..WINDOW * WINDOW).map(|at| (x + at % WINDOW, y + at / WINDOW));
            let by = |picture: &Self, (x, y)| i32::from(picture.at(x, y)[colour]);
            let sum: i32 = tiles.map(|place| by(&one, place) - by(&two, place)).sum();
            sum.unsigned_abs() / u32::try_from(WINDOW * WINDOW).unwrap()
        };
        let window = |x, y| {
            let colours = [0, 1, 2].map(|colour| mean(x, y, colour));
            colours.into_iter().max().unwrap_or_default()
        };
        let rows = 0..=one.height - WINDOW;
        let places = rows.flat_map(|y| (0..=one.width - WINDOW).map(move |x| (x, y)));
        let found = places.map(|(x, y)| (window(x, y), (x * TILE, y * TILE)));
        found.max_by_key(|(by, _)| *by).unwrap()
    }

    /// Whether somebody would call them the same.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        self.difference(other).0 <= TOLERANCE
    }

    /// This picture in pale grey, with red where `other` is different.
    pub(super) fn marked(&self, other: &Self) -> Self {
        Self::new(self.width, self.height, |x, y| {
            let pixel = self.at(x, y);
            let beyond = x >= other.width || y >= other.height;
            if beyond
                || pixel
                    .iter()
                    .zip(other.at(x, y))
                    .any(|(a, b)| a.abs_diff(b) > 32)
            {
                return [220, 0, 0];
            }
            [128 + pixel[1] / 2; 3]
        })
    }
}

/// The nearest of the shades that are kept.
fn kept_shade(shade: u8) -> u8 {
    let steps = SHADES - 1;
    let step = (u32::from(shade) * steps + 127) / 255;
    u8::try_from(step * 255 / steps).unwrap()
}

#[cfg(test)]
mod tests {
    use super::Picture;

    /// White, with a mark of this colour and size, so far from the left.
    fn mark(left: usize, size: usize, colour: [u8; 3]) -> Picture {
        Picture::new(120, 60, |x, y| {
            let inside = (left..left + size).contains(&x) && (20..20 + size).contains(&y);
            if inside { colour } else { [255; 3] }
        })
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        let kept = mark(31, 14, [107, 75, 161]).kept();
        assert_eq!(Picture::read(&kept.write()), kept);
        assert_eq!((kept.width, kept.height), (60, 30));
    }

    #[test]
    fn a_missing_mark_is_seen_and_a_faint_one_is_not() {
        let there = mark(31, 14, [107, 75, 161]).kept();
        assert!(there.looks_like(&there));
        for (other, is_alike) in [
            (mark(31, 14, [255; 3]), false),
            (mark(31, 14, [30, 113, 69]), false),
            (mark(43, 14, [107, 75, 161]), false),
            (mark(31, 14, [112, 80, 165]), true),
        ] {
            assert_eq!(
                there.looks_like(&other.kept()),
                is_alike,
                "{:?}",
                there.difference(&other.kept())
            );
        }
        assert!(
            !there.looks_like(&mark(31, 14, [107, 75, 161])),
            "another size"
        );
    }
}
