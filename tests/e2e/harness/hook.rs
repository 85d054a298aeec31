//! A script that records errors within a page, because only Chromium's driver reads the console.
//!
//! A script that a driver runs comes too late for errors at the start, and only some drivers can insert one before the
//! page's own. Therefore the site serves a copy of the built page that loads one more file before all others. It records
//! warnings and errors of scripts, uncaught exceptions and rejections, files that do not load, and violations of the
//! content security policy. Messages that a browser writes to the console without an event are read in Chromium only.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::setting;

pub(crate) const HOOK: &str = r"globalThis.pageErrors = [];
for (const kind of ['warn', 'error']) {
  const write = console[kind];
  console[kind] = (...words) => { pageErrors.push(`console.${kind}: ${words.join(' ')}`); write.apply(console, words) };
}
const hear = (name, tell) => addEventListener(name, (it) => pageErrors.push(`${name}: ${tell(it)}`), true);
hear('error', (it) => it.error ?? it.message ?? it.target.outerHTML);
hear('unhandledrejection', (it) => it.reason);
hear('securitypolicyviolation', (it) => `${it.violatedDirective} ${it.blockedURI}`);
globalThis.causeErrors = () => {
  console.error('on purpose');
  setTimeout(() => { throw new Error('thrown') });
};
";

/// The copy, made once.
static COPY: LazyLock<PathBuf> = LazyLock::new(|| {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hooked");
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    copy_folder(Path::new(&setting("INTERMISSION_DIST")), &copy);
    let page = fs::read_to_string(copy.join("index.html")).unwrap();
    let hooked = page.replacen("<head>", "<head><script src=\"/hook.js\"></script>", 1);
    assert_ne!(page, hooked, "expected a `<head>` in the built page");
    fs::write(copy.join("index.html"), hooked).unwrap();
    fs::write(copy.join("hook.js"), HOOK).unwrap();
    for ending in ["br", "gz"] {
        fs::remove_file(copy.join(format!("index.html.{ending}"))).unwrap();
    }
    copy
});

/// A folder with the built page and the hook.
pub(super) fn hooked() -> PathBuf {
    COPY.clone()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
