// Chooses the visitor's language and loads its texts, see docs/languages.md. The build defines `LANGUAGES`, tags
// separated by spaces, and `LANGUAGE_URL`, in which `*` stands for a tag. For the npm package it sets `PACKAGED` and
// defines `PACKAGE`, whose functions import the texts.

/** Languages that are embedded in the page, as they are in the one-file page. */
const inside = [...document.querySelectorAll('script[data-intermission-language]')];
const tags = inside.length > 0 ? inside.map((it) => it.dataset.intermissionLanguage) : LANGUAGES.split(' ');

/** Returns language and likely script of TAG: `zhHant` for `zh-TW`. */
function written(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  return language + script;
}

/** Returns the available language that matches TAG, or nothing; also where TAG is invalid. */
function fitting(tag) {
  try {
    return tags.find((it) => it.toLowerCase() === tag.toLowerCase()) ?? tags.find((it) => written(it) === written(tag));
  } catch {
    return undefined;
  }
}

/** Returns the first available language of WANTED as lines: its tag, the visitor's locale for it (`de-AT` for `de`), and
 * its texts. */
export async function language(wanted) {
  const tag = wanted.map(fitting).find(Boolean) ?? tags[0];
  try {
    return [tag, navigator.languages.find((it) => fitting(it) === tag) ?? tag, await texts(tag)].join('\n');
  } catch (error) {
    // A page in another language is better than none.
    if (tag === 'en') throw error;
    return language(['en']);
  }
}

async function texts(tag) {
  const own = inside[tags.indexOf(tag)];
  if (own) return own.textContent;
  if (PACKAGED) return (await PACKAGE.languages[tag]()).default;
  const url = LANGUAGE_URL.replace('*', tag.toLowerCase());
  // Browsers cache a failed import by its URL, so the second attempt needs another one.
  return (await import(url).catch(() => import(`${url}?1`))).default;
}

/** Returns a line for each language: its tag and its name in that language. */
export const names = () => tags.map((tag) => `${tag} ${new Intl.DisplayNames(tag, { type: 'language' }).of(tag)}`).join('\n');
