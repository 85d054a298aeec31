//! Colours that nobody could read are refused.

use intermission::cli::config::contrast::{check, own_dark, own_light};
use intermission::cli::config::{Brand, Theme};

use super::{read, told};
use crate::expect::repository;

/// With every colour set, every pair is checked.
#[test]
fn the_pages_own_colours_have_enough_contrast() {
    let brand = Brand {
        light: own_light(),
        dark: own_dark(),
        ..Brand::default()
    };
    assert_eq!(check(&brand), []);
    assert!(brand.light.len() > 12 && brand.light != brand.dark);
}

/// The custom properties of one rule of a style sheet that are colours.
fn colours(css: &str) -> Theme {
    let lines = css
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--"));
    lines
        .filter_map(|line| line.strip_suffix(';')?.split_once(": "))
        .filter(|(_, value)| value.starts_with('#'))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn the_examples_of_brands_have_enough_contrast() {
    for name in ["harbour", "orchard"] {
        let file = repository(&format!("public/examples/{name}.css"));
        let css = std::fs::read_to_string(file).unwrap();
        let (light, dark) = css.split_once("@media").unwrap();
        let brand = Brand {
            light: colours(light),
            dark: colours(dark.split('}').next().unwrap()),
            ..Brand::default()
        };
        assert!(brand.light.len() > 4 && brand.dark.len() > 4, "{name}");
        assert_eq!(check(&brand), [], "{name}");
    }
}

#[test]
fn a_low_contrast_names_both_colours_and_the_least() {
    let file = "[brand]\nlight = { accent = \"#8ab8f0\" }\ndark = { ink = \"#333\" }\n";
    let told = told(file, &[]);
    let (light, dark): (Vec<_>, Vec<_>) = told.lines().partition(|it| it.contains("brand.light"));
    assert_eq!(
        light[0],
        "a.toml:2: `brand.light`: expected a contrast of at least 7 : 1 between `accent` and `paper`, \
         found 1.97 : 1 between `#8ab8f0` and `#fbfaf7`"
    );
    assert!(
        dark[0].starts_with(
            "a.toml:3: `brand.dark`: expected a contrast of at least 7 : 1 between `ink`"
        ),
        "{}",
        dark[0]
    );
}

/// The focus ring has no colour of its own in the dark theme.
#[test]
fn a_focus_ring_for_light_screens_is_checked_on_dark_ones() {
    let told = told("[brand]\nlight = { focus = \"#14161a\" }\n", &[]);
    assert!(
        told.contains("`brand.dark`: expected a contrast of at least 3 : 1 between `focus`"),
        "{told}"
    );
    let both = "[brand]\nlight = { focus = \"#14161a\" }\ndark = { focus = \"#fff\" }\n";
    assert!(read(both, &[]).is_ok());
}
