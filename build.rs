//! Makes of `languages/*.json` what the program is compiled with: the phrases that visitors read, as an enum, and
//! for the native command their texts in every language. The page gets the same from `scripts/build/languages.mjs`, in
//! the same order. For the native command it also collects the built page, which `src/cli/site/page_files.rs` embeds.
//!
//! A file that lacks a phrase of the English one, has one too many, fills in something else, or has plural variants that
//! are misspelt or stand where nothing is counted fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Texts by key. Sorted, as those of the built page are: that order is how a text is found.
type Texts = BTreeMap<String, String>;

/// The texts of one language: those of page and widget, and behind them those that only the history page needs.
type Catalogue = [Texts; 2];

/// In the package's own folder; fuzz/ is a package within it, of the same sources.
const FOLDERS: [&str; 2] = ["languages", "../languages"];
/// Below that folder, the texts that only the history page needs.
const HISTORY: &str = "history";
const SOURCE: &str = "en";
/// The plural categories that can be for a single number.
const FEW: [&str; 3] = ["zero:", "one:", "two:"];
/// The keys of units begin with this, such as `unit-days`.
const UNITS: &str = "unit-";
/// The built page.
const DIST: &str = "dist";
/// Cargo writes this file into every packaged crate, and into nothing else.
const PACKAGED: &str = "Cargo.toml.orig";
/// The plural categories of the CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = FOLDERS.iter().map(Path::new).find(|it| it.is_dir());
    let folder = folder.ok_or("expected a folder `languages`, found none")?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let catalogues = read(folder)?;
    let source = catalogues
        .get(SOURCE)
        .ok_or_else(|| format!("expected languages/{SOURCE}.json, found none"))?;
    for (tag, [texts, history]) in &catalogues {
        check(tag, texts, &source[0])?;
        check(&format!("{HISTORY}/{tag}"), history, &source[1])?;
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("phrase.rs"), phrases(source)?)?;
    fs::write(out.join("catalogues.rs"), texts(&catalogues)?)?;
    embed_page(&out)
}

/// Collects the files of the built page in the folder `page` of `out`, and sets `cfg(embedded_page)`, where the command
/// is to contain the page: in release builds, and in builds from a packaged crate. Debug builds of a checkout read the
/// folder when they run, so that a new page does not compile the command again. The page's own programs are built from
/// this package before there is a page, and never contain it.
fn embed_page(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(embedded_page)");
    let is_native = env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32";
    let is_packaged = Path::new(PACKAGED).exists();
    if !is_native || !(is_packaged || env::var("PROFILE")? == "release") {
        return Ok(());
    }
    println!("cargo::rerun-if-changed={DIST}");
    if Path::new(DIST).join("index.html").is_file() {
        let page = out.join("page");
        if page.exists() {
            fs::remove_dir_all(&page)?;
        }
        collect(Path::new(DIST), &page)?;
        println!("cargo::rustc-cfg=embedded_page");
    } else if is_packaged {
        let error = "expected the built page in `dist/` of this package, found none: it was packaged before \
            `make build`, and the command could not publish or serve anything";
        return Err(error.into());
    }
    Ok(())
}

/// Copies a folder of the built page.
fn collect(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copy = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            collect(&path, &copy)?;
        } else {
            fs::copy(&path, copy)?;
        }
    }
    Ok(())
}

fn read(folder: &Path) -> Result<BTreeMap<String, Catalogue>, Box<dyn Error>> {
    let mut catalogues = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let (stem, ending) = (path.file_stem(), path.extension());
        let Some(tag) = stem.filter(|_| ending == Some("json".as_ref())) else {
            continue;
        };
        let history = folder.join(HISTORY).join(tag).with_extension("json");
        let catalogue = [texts_of(&path)?, texts_of(&history)?];
        catalogues.insert(tag.to_string_lossy().into_owned(), catalogue);
    }
    Ok(catalogues)
}

fn texts_of(path: &Path) -> Result<Texts, Box<dyn Error>> {
    let at = |error: &dyn Error| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| at(&error))?;
    Ok(serde_json::from_str(&text).map_err(|error| at(&error))?)
}

fn check(tag: &str, catalogue: &Texts, source: &Texts) -> Result<(), String> {
    let at = |key: &str| format!("languages/{tag}.json: `{key}`");
    for (key, english) in source {
        let text = catalogue
            .get(key)
            .ok_or_else(|| format!("{}: expected a text, found none", at(key)))?;
        // A language may join texts by nothing.
        if text.trim().is_empty() && !key.starts_with("join-") || text.contains('\n') {
            return Err(format!("{}: expected one line of text", at(key)));
        }
        check_variants(key, text, english).map_err(|it| format!("{}: {it}", at(key)))?;
        let wanted = filled(english);
        let mut variants = text.split('|');
        if !variants.all(|variant| fills(variant, &wanted)) {
            return Err(format!(
                "{}: expected {wanted:?} to be filled in, found `{text}`",
                at(key)
            ));
        }
    }
    match catalogue.keys().find(|key| !source.contains_key(*key)) {
        Some(key) => Err(format!("{}: no phrase has this key", at(key))),
        None => Ok(()),
    }
}

/// Returns whether a variant fills in what is `wanted`. A variant for none, one or two things may leave out their
/// number, which is in the word; `tests/native/languages/plurals.rs` checks that each such variant is for one number
/// only.
fn fills(variant: &str, wanted: &BTreeSet<&str>) -> bool {
    let found = filled(variant);
    let may_lack = usize::from(FEW.iter().any(|it| variant.starts_with(it)));
    found.is_subset(wanted) && wanted.len() <= found.len() + may_lack
}

/// Texts with variants in English are counted, and those of units, whose English is the same for all numbers. Any other
/// text would be shown with its `|`.
fn check_variants(key: &str, text: &str, english: &str) -> Result<(), String> {
    let needs_variants = english.contains('|');
    if !needs_variants && !text.contains('|') {
        return Ok(());
    }
    if !needs_variants && !key.starts_with(UNITS) {
        return Err("expected no `|`, because the text does not depend on a number".to_owned());
    }
    let mut found = BTreeSet::new();
    for variant in text.split('|') {
        let category = variant.split_once(':').map_or("", |(it, _)| it);
        if !CATEGORIES.contains(&category) {
            return Err(format!(
                "expected a variant to begin with one of {CATEGORIES:?} and a colon, found `{variant}`"
            ));
        }
        if !found.insert(category) {
            return Err(format!("expected one variant `{category}:`, found two"));
        }
    }
    if !found.contains("other") {
        return Err("expected a variant `other:`".to_owned());
    }
    Ok(())
}

/// The numbers of what a text has filled in.
fn filled(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(number, _)| number)
        .collect()
}

fn phrases(source: &Catalogue) -> Result<String, std::fmt::Error> {
    let mut code = String::from(
        "/// A text that visitors read, by what it is for; named as in `languages/en.json` and `languages/history/en.json`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         pub enum Phrase {\n",
    );
    for (key, text) in source.iter().flatten() {
        writeln!(
            code,
            "    #[doc = {:?}]\n    {},",
            format!("`{text}`"),
            name(key)
        )?;
    }
    code.push_str("}\n");
    Ok(code)
}

/// `StatusUnderMaintenance` of `status-under-maintenance`
fn name(key: &str) -> String {
    key.split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
        })
        .collect()
}

fn texts(catalogues: &BTreeMap<String, Catalogue>) -> Result<String, std::fmt::Error> {
    let mut code = String::from("&[\n");
    for (tag, catalogue) in catalogues {
        writeln!(
            code,
            "    ({tag:?}, &{:?}),",
            catalogue.iter().flat_map(Texts::values).collect::<Vec<_>>()
        )?;
    }
    code.push_str("]\n");
    Ok(code)
}
