//! The social image. These tests need fonts, as the browsers of the other tests do.

use intermission::cli::render::{DrawError, Fonts, SOCIAL_SIZE, Still};
use serde_json::json;

use super::{at, reference, states, still};
use crate::expect::repository;

/// A picture, three bytes a pixel.
struct Picture {
    pixels: Vec<u8>,
}

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf7];
/// The middle of the symbol, and of the mirrored one.
const MIDDLE: (u32, u32) = (200, 240);
const MIRRORED: (u32, u32) = (1000, 240);

impl Picture {
    fn read(png: &[u8]) -> Self {
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        let mut reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .unwrap();
        assert_eq!((reader.info().width, reader.info().height), SOCIAL_SIZE);
        assert_eq!(reader.info().color_type, png::ColorType::Rgba);
        let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rgba).unwrap();
        let pixels = rgba.chunks(4).flat_map(|it| {
            assert_eq!(it[3], 255, "opaque");
            [it[0], it[1], it[2]]
        });
        Self {
            pixels: pixels.collect(),
        }
    }

    fn of(still: &Still) -> Self {
        Self::read(&still.social(&Fonts::read(None).unwrap()).unwrap())
    }

    fn at(&self, (x, y): (u32, u32)) -> [u8; 3] {
        let start = usize::try_from((y * SOCIAL_SIZE.0 + x) * 3).unwrap();
        self.pixels[start..start + 3].try_into().unwrap()
    }

    /// Counts the pixels of an area that differ from its first one.
    fn drawn(&self, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> usize {
        let ground = self.at((columns.start, rows.start));
        let pixels = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
        pixels.filter(|pixel| self.at(*pixel) != ground).count()
    }
}

fn incident(name: &str, languages: &[String]) -> Still {
    let document = json!({
        "page": {"name": name, "url": "https://status.example.com"},
        "incidents": [{"name": name, "impact": "major", "status": "investigating",
            "started_at": "2026-11-23T09:50:00Z"}]
    });
    Still::read(document.to_string().as_bytes(), at("10:00:00"), languages).unwrap()
}

#[test]
fn the_picture_has_the_colour_of_the_state_and_its_words() {
    let colours = [
        ("running", [0x6b, 0x4b, 0xa1]),
        ("overrunning", [0x6b, 0x4b, 0xa1]),
        ("over", [0x1e, 0x71, 0x45]),
        ("incident", [0xa3, 0x35, 0x2b]),
    ];
    for (name, document, time) in states() {
        let picture = Picture::of(&still(&document, time));
        if let Some((_, colour)) = colours.iter().find(|it| it.0 == name) {
            assert_eq!(picture.at(MIDDLE), *colour, "{name}");
        }
        let (band, below) = (picture.at((0, 0)), picture.at((0, 629)));
        assert_eq!(below, PAPER, "{name}");
        assert_ne!(band, PAPER, "{name}");
        assert_eq!(
            picture.at((1199, 479)),
            band,
            "{name}: the band is as wide as the picture"
        );
        let (beside, under) = (
            picture.drawn(370..1200, 0..480),
            picture.drawn(0..1200, 481..630),
        );
        assert!(beside > 5_000, "{name}: {beside}");
        assert!(under > 1_000, "{name}: {under}");
    }
}

#[test]
fn the_same_still_gives_the_same_picture_and_another_text_another() {
    let draw = |document: &str| {
        let fonts = Fonts::read(None).unwrap();
        still(document, "10:28:00").social(&fonts).unwrap()
    };
    let other = reference().replace("Planned platform upgrade", "Planned platform update");
    assert!(draw(&reference()) == draw(&reference()));
    assert!(draw(&reference()) != draw(&other));
}

#[test]
fn a_page_from_right_to_left_is_mirrored() {
    let picture = Picture::of(&incident(
        "\u{5ea}\u{5e7}\u{5dc}\u{5d4} 7",
        &["he".to_owned()],
    ));
    assert_eq!(picture.at(MIRRORED), [0xa3, 0x35, 0x2b]);
    assert_eq!(picture.drawn(0..60, 0..480), 0, "the left margin is free");
    assert!(picture.drawn(480..830, 0..480) > 5_000);
}

/// However long a name is and wherever it can be cut, both margins and the symbol stay free.
#[test]
fn long_names_stay_within_the_picture() {
    let words = "Payments are slow and sometimes fail ".repeat(12);
    for name in [
        words,
        "W".repeat(400),
        "e\u{301}".repeat(300),
        "i".repeat(500),
    ] {
        let picture = Picture::of(&incident(&name, &[]));
        assert!(picture.drawn(370..1122, 0..480) > 5_000, "{name}");
        for (columns, rows) in [
            (1_122..1_200, 0..480),
            (1_122..1_200, 481..630),
            (320..378, 0..480),
        ] {
            assert_eq!(
                picture.drawn(columns.clone(), rows),
                0,
                "{name}: {columns:?}"
            );
        }
        let free = [(370..1_122, 0..30), (370..1_122, 450..480)];
        for (columns, rows) in free {
            assert_eq!(picture.drawn(columns, rows.clone()), 0, "{name}: {rows:?}");
        }
    }
}

#[test]
fn hostile_names_are_drawn_as_text() {
    let red = "</text></svg><rect width=\"1200\" height=\"630\" fill=\"#ff0000\"/>&lt;&#x0;]]>";
    let picture = Picture::of(&incident(red, &[]));
    let is_red = |pixel: &[u8]| pixel == [0xff, 0, 0];
    assert!(!picture.pixels.chunks(3).any(is_red));
    assert_eq!(picture.at(MIDDLE), [0xa3, 0x35, 0x2b]);
    assert!(picture.drawn(370..1_122, 0..480) > 5_000);
}

/// Letters carry the meaning of a text; emoji do not, and few fonts have the newest.
#[test]
fn letters_without_a_font_are_named_and_other_characters_are_left_out() {
    let fonts = Fonts::read(None).unwrap();
    let error = incident("\u{323af} fails", &[]).social(&fonts).unwrap_err();
    assert!(
        matches!(&error, DrawError::NoGlyphs { letters } if letters == "\u{323af}"),
        "{error}"
    );
    let draw = |name: &str| incident(name, &[]).social(&fonts).unwrap();
    assert!(draw("Search fails\u{10fffd}") == draw("Search fails"));
}

#[test]
fn a_folder_without_fonts_is_told() {
    let folder = repository("docs");
    let error = Fonts::read(Some(&folder)).unwrap_err().to_string();
    let expected = "--fonts: expected a folder with fonts, found none in ";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn nothing_is_written_without_fonts() {
    let target =
        std::env::temp_dir().join(format!("intermission-social-{}.png", std::process::id()));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_intermission"))
        .args(["render", "--social", "--fonts"])
        .args([repository("docs"), repository("public/status.json")])
        .arg("-o")
        .arg(&target)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.starts_with("--social: --fonts: expected a folder with fonts"),
        "{told}"
    );
    assert!(!target.exists());
}
