//! Makes of `languages/*.json` what the program is compiled with: the phrases that visitors read, as an enum, and
//! for the native command their texts in every language. The page gets the same from `scripts/build/languages.mjs`, in
//! the same order.
//!
//! A file that lacks a phrase of the English one, has one too many, or fills in something else fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// By key. Sorted, as the page's are: that order is how a text is found.
type Catalogue = BTreeMap<String, String>;

/// In the package's own folder; fuzz/ is a package within it, of the same sources.
const FOLDERS: [&str; 2] = ["languages", "../languages"];
const SOURCE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = FOLDERS.iter().map(Path::new).find(|it| it.is_dir());
    let folder = folder.ok_or("expected a folder `languages`, found none")?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let catalogues = read(folder)?;
    let source = catalogues
        .get(SOURCE)
        .ok_or_else(|| format!("expected languages/{SOURCE}.json, found none"))?;
    for (tag, catalogue) in &catalogues {
        check(tag, catalogue, source)?;
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("phrase.rs"), phrases(source)?)?;
    fs::write(out.join("catalogues.rs"), texts(&catalogues)?)?;
    Ok(())
}

fn read(folder: &Path) -> Result<BTreeMap<String, Catalogue>, Box<dyn Error>> {
    let mut catalogues = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(tag) = path.file_stem().and_then(|it| it.to_str()) else {
            continue;
        };
        let catalogue = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        catalogues.insert(tag.to_owned(), catalogue);
    }
    Ok(catalogues)
}

fn check(tag: &str, catalogue: &Catalogue, source: &Catalogue) -> Result<(), String> {
    let at = |key: &str| format!("languages/{tag}.json: `{key}`");
    for (key, english) in source {
        let text = catalogue
            .get(key)
            .ok_or_else(|| format!("{}: expected a text, found none", at(key)))?;
        if text.trim().is_empty() || text.contains('\n') {
            return Err(format!("{}: expected one line of text", at(key)));
        }
        let wanted = filled(english);
        let mut variants = text.split('|');
        if english.contains('|') && !variants.clone().any(|it| it.starts_with("other:")) {
            return Err(format!("{}: expected a variant `other:`", at(key)));
        }
        // A variant for one thing may do without its number: it is in the word.
        if !variants.any(|variant| filled(variant) == wanted) || !filled(text).is_subset(&wanted) {
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
        "/// A text that visitors read, by what it is for; named as in `languages/en.json`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         pub enum Phrase {\n",
    );
    for (key, text) in source {
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
            catalogue.values().collect::<Vec<_>>()
        )?;
    }
    code.push_str("]\n");
    Ok(code)
}
