//! All languages without a browser: for rendering in advance, for the command line and for tests. Numbers, dates and
//! plurals follow the CLDR, as in a browser; the zone is always UTC.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use icu_datetime::fieldsets::{YM, YMD, YMDT};
use icu_datetime::input::{Date, DateTime as DateAndTime, Time};
use icu_datetime::pattern::FixedCalendarDateTimeNames as Names;
use icu_datetime::{DateTimeFormatter, FixedCalendarDateTimeFormatter as GregorianFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules};

use super::language::Language;
use crate::model::document::text::primary;
use crate::model::i18n::locale::{Format, Locale};

/// Tags and texts, the texts in the order of [`super::Phrase`].
static CATALOGUES: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// The languages made so far. A formatter costs a hundred times as much to make as to use, so each is made once.
static MADE: Mutex<Vec<Language>> = Mutex::new(Vec::new());

/// Returns the texts of the language with exactly this tag, one a line, in the form that the page fetches.
pub fn lines(tag: &str) -> Option<String> {
    let (_, texts) = CATALOGUES.iter().find(|(it, _)| *it == tag)?;
    Some(texts.join("\n"))
}

/// Returns the tags of all languages.
pub fn tags() -> Vec<&'static str> {
    CATALOGUES.iter().map(|(tag, _)| *tag).collect()
}

/// Returns the language with exactly this tag.
pub fn language(tag: &str) -> Option<Language> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = made.iter().copied().find(|it| it.tag() == tag);
    known.or_else(|| {
        let (tag, texts) = CATALOGUES.iter().find(|(it, _)| *it == tag)?;
        let language = Language::new(tag, texts, Box::leak(Box::new(Cldr::new(tag))));
        made.push(language);
        Some(language)
    })
}

/// Returns the first language that fits one of `wanted`, BCP 47 tags: of the same tag, else of the same language, and
/// for Chinese of the same script.
///
/// ```
/// use intermission::model::i18n::message::native::fitting;
/// let tag = |wanted: &str| fitting(&[wanted.to_owned()]).map(|language| language.tag());
/// assert_eq!(tag("de-AT"), Some("de"));
/// assert_eq!(tag("zh-TW"), Some("zh-Hant"));
/// assert_eq!(tag("tlh"), None);
/// ```
pub fn fitting(wanted: &[String]) -> Option<Language> {
    let fit = |wanted: &String| {
        let tag = wanted.to_ascii_lowercase();
        let in_script = match tag.strip_prefix("zh") {
            Some(rest)
                if ["hant", "tw", "hk", "mo"]
                    .iter()
                    .any(|it| rest.contains(it)) =>
            {
                "zh-hant"
            }
            Some(_) => "zh-hans",
            None => &tag,
        };
        let same = |it: &&str| it.eq_ignore_ascii_case(in_script);
        let akin = |it: &&str| primary(it).eq_ignore_ascii_case(primary(&tag));
        let found = tags().into_iter().find(same);
        found.or_else(|| tags().into_iter().find(akin))
    };
    wanted.iter().find_map(fit).and_then(language)
}

/// Returns English, in which the commands write and the program's texts are where none of the wanted languages exists.
pub fn english() -> Language {
    language("en").unwrap_or_else(|| Language::new("en", &[], Box::leak(Box::new(Cldr::NONE))))
}

/// English.
impl Default for Language {
    fn default() -> Self {
        english()
    }
}

/// Writes the month of a year.
type WriteMonth = Box<dyn Fn(i32, u8) -> Option<String> + Send + Sync>;

/// The formats of one language; `None` where ICU4X has no data.
struct Cldr {
    tag: &'static str,
    date: Option<DateTimeFormatter<YMD>>,
    month: Option<WriteMonth>,
    dated: Option<DateTimeFormatter<YMDT>>,
    list: Option<ListFormatter>,
    number: Option<DecimalFormatter>,
    plural: Option<PluralRules>,
}

impl Cldr {
    const NONE: Self = Self {
        tag: "",
        date: None,
        month: None,
        dated: None,
        list: None,
        number: None,
        plural: None,
    };

    fn new(tag: &'static str) -> Self {
        // English uses the British order of day and month, and 24 hours, because its readers may be anywhere.
        let region = if tag == "en" { "en-GB" } else { tag };
        let Ok(locale) = [region, "-u-hc-h23"].concat().parse::<Tag>() else {
            return Self::NONE;
        };
        let date = YMD::medium();
        let list = ListFormatterOptions::default().with_length(ListLength::Wide);
        Self {
            tag,
            date: DateTimeFormatter::try_new((&locale).into(), date).ok(),
            month: month_writer(&locale),
            dated: DateTimeFormatter::try_new((&locale).into(), date.with_time_hm()).ok(),
            list: ListFormatter::try_new_unit((&locale).into(), list).ok(),
            number: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default())
                .ok(),
            plural: PluralRules::try_new_cardinal((&locale).into()).ok(),
        }
    }

    fn number(&self, number: i64) -> String {
        self.decimal(&number.into())
    }

    fn decimal(&self, number: &Decimal) -> String {
        let written = self.number.as_ref().map(|it| it.format(number).to_string());
        written.unwrap_or_else(|| number.to_string())
    }

    fn plural(&self, number: i64) -> &'static str {
        let rules = self.plural.as_ref();
        match rules.map(|rules| rules.category_for(number.unsigned_abs())) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    fn date(&self, at: DateTime<Utc>) -> Option<String> {
        let date = Date::try_new_iso(at.year(), part(at.month()), part(at.day())).ok()?;
        Some(self.date.as_ref()?.format(&date).to_string())
    }

    fn month(&self, at: DateTime<Utc>) -> Option<String> {
        self.month.as_ref()?(at.year(), part(at.month()))
    }

    fn dated(&self, at: DateTime<Utc>) -> Option<String> {
        let moment = DateAndTime {
            date: Date::try_new_iso(at.year(), part(at.month()), part(at.day())).ok()?,
            time: Time::try_new(part(at.hour()), part(at.minute()), 0, 0).ok()?,
        };
        let dated = self.dated.as_ref()?.format(&moment).to_string();
        // Browsers are asked for two digits. ICU4X can only pad the day and the month together with the hour.
        let time = clock(at);
        Some(match time.strip_prefix('0') {
            Some(short) if !dated.contains(&time) => dated.replace(short, &time),
            Some(_) | None => dated,
        })
    }

    /// Writes thousandths of a percent as a percentage. The position of the sign is not among the stable data of ICU4X, so it is listed here.
    fn percent(&self, thousandths: i64) -> String {
        let mut number = Decimal::from(thousandths);
        number.multiply_pow10(-3);
        number.trim_end();
        let number = self.decimal(&number);
        match self.tag {
            "tr" => format!("%{number}"),
            "de" | "es" | "fr" | "ru" | "uk" => format!("{number}\u{a0}%"),
            _ => format!("{number}%"),
        }
    }
}

/// Returns a function that writes months. The formatter for `outubro de 2026` comes without its digits in ICU4X 2.4, which
/// a debug build stops at, so they are loaded for all languages.
fn month_writer(locale: &Tag) -> Option<WriteMonth> {
    let formatter = GregorianFormatter::try_new(locale.into(), YM::long()).ok()?;
    let mut names = Names::from_formatter(locale.into(), formatter);
    names.include_decimal_formatter().ok()?;
    let formatter = names.try_into_formatter(YM::long()).ok()?;
    Some(Box::new(move |year, month| {
        let date = Date::try_new_gregorian(year, month, 1).ok()?;
        Some(formatter.format(&date).to_string())
    }))
}

fn clock(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn part(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

impl Locale for Cldr {
    fn knows(&self, zone: &str) -> bool {
        zone == "UTC"
    }

    fn write(&self, form: Format, value: i64, _zone: &str) -> String {
        let at = DateTime::from_timestamp_millis(value).unwrap_or_default();
        match form {
            Format::Time => clock(at),
            Format::Date | Format::DateInYear => self.date(at).unwrap_or_default(),
            Format::Dated | Format::DatedInYear => self.dated(at).unwrap_or_default(),
            Format::Year => at.year().to_string(),
            Format::ZoneName => "UTC".to_owned(),
            Format::Number => self.number(value),
            Format::TwoDigits => format!("{value:02}"),
            Format::Percent => self.percent(value),
            Format::Month => self.month(at).unwrap_or_default(),
            Format::Plural => self.plural(value).to_owned(),
        }
    }

    fn list(&self, items: &[String]) -> String {
        match &self.list {
            Some(list) => list.format(items.iter()).to_string(),
            None => items.join(", "),
        }
    }
}
