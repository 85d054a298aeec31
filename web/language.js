// Which of the languages that there are a visitor gets, and its texts: see docs/languages.md. finish.mjs fills in
// `LANGUAGES`, tags with blanks between them, and `LANGUAGE_URL`, in which `*` stands for a tag.

/** The page in one file has its languages in it. */
const inside = [...document.querySelectorAll('script[data-intermission-language]')];
const tags = inside.length > 0 ? inside.map((it) => it.dataset.intermissionLanguage) : LANGUAGES.split(' ');

/** What the tag leaves open is what most who speak the language would write: `zh-TW` is written as `zh-Hant`. */
function written(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  return language + script;
}

/** The language that fits TAG; none for what is no tag. */
function fitting(tag) {
  try {
    return tags.find((it) => it.toLowerCase() === tag.toLowerCase()) ?? tags.find((it) => written(it) === written(tag));
  } catch {
    return undefined;
  }
}

/** The first of WANTED that there is, in lines: its tag, who speaks it where (`de`, as in `de-AT`), and its texts. */
export async function language(wanted) {
  const tag = wanted.map(fitting).find(Boolean) ?? tags[0];
  try {
    return [tag, navigator.languages.find((it) => fitting(it) === tag) ?? tag, await texts(tag)].join('\n');
  } catch (error) {
    // Whatever keeps one of them away, the page is worth more in another language than not at all.
    if (tag === 'en') throw error;
    return language(['en']);
  }
}

async function texts(tag) {
  const own = inside[tags.indexOf(tag)];
  if (own) return own.textContent;
  const url = LANGUAGE_URL.replace('*', tag.toLowerCase());
  // Browsers remember what they could not import, by its address.
  return (await import(url).catch(() => import(`${url}?1`))).default;
}

/** All languages with what they call themselves, a line each. */
export const names = () => tags.map((tag) => `${tag} ${new Intl.DisplayNames(tag, { type: 'language' }).of(tag)}`).join('\n');
