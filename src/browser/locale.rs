//! Dates, times and numbers by `Intl`, in the visitor's language.

use std::cell::RefCell;

use js_sys::Intl::{DateTimeFormat, NumberFormat};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::model::instant::Instant;
use crate::model::locale::Locale;

/// Formatters, made once for each zone: making one costs a hundred times what using it costs.
#[derive(Default)]
pub struct IntlLocale {
    formats: RefCell<Vec<(Option<String>, Formats)>>,
}

#[derive(Clone)]
struct Formats {
    date: Function,
    time: Function,
    zone: DateTimeFormat,
}

/// Runs `make`, which may throw: an unknown zone does.
fn options(zone: Option<&str>, members: &[(&str, &str)]) -> Option<Object> {
    let options = Object::new();
    for (name, value) in members
        .iter()
        .copied()
        .chain(zone.map(|zone| ("timeZone", zone)))
    {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    Some(options)
}

/// `new Intl.DateTimeFormat(undefined, options)`, without the panic that the typed constructor makes of a
/// zone that the browser does not know.
fn format(zone: Option<&str>, members: &[(&str, &str)]) -> Option<DateTimeFormat> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&JsValue::UNDEFINED, options(zone, members)?.as_ref());
    Some(
        Reflect::construct(&constructor, &arguments)
            .ok()?
            .unchecked_into(),
    )
}

impl Formats {
    fn new(zone: Option<&str>) -> Option<Self> {
        let time = [("hour", "2-digit"), ("minute", "2-digit")];
        let date = [("weekday", "short"), ("day", "numeric"), ("month", "short")];
        Some(Self {
            date: format(zone, &date)?.format(),
            time: format(zone, &time)?.format(),
            zone: format(
                zone,
                &[("hour", "2-digit"), ("timeZoneName", "shortOffset")],
            )?,
        })
    }
}

impl IntlLocale {
    /// The formatters of a zone; those of the visitor's own where the browser does not know it.
    #[inline(never)]
    fn of(&self, zone: Option<&str>) -> Option<Formats> {
        let known = {
            let formats = self.formats.borrow();
            let found = formats.iter().find(|(known, _)| known.as_deref() == zone);
            found.map(|(_, formats)| formats.clone())
        };
        known.or_else(|| {
            let formats = Formats::new(zone).or_else(|| Formats::new(None))?;
            let made = (zone.map(str::to_owned), formats.clone());
            self.formats.borrow_mut().push(made);
            Some(formats)
        })
    }
}

impl Locale for IntlLocale {
    fn knows(&self, zone: &str) -> bool {
        format(Some(zone), &[]).is_some()
    }

    fn time(&self, at: Instant, zone: Option<&str>) -> String {
        let formats = self.of(zone);
        formats
            .and_then(|formats| call(&formats.time, at))
            .unwrap_or_default()
    }

    fn date(&self, at: Instant, zone: Option<&str>) -> String {
        let formats = self.of(zone);
        formats
            .and_then(|formats| call(&formats.date, at))
            .unwrap_or_default()
    }

    fn zone_name(&self, at: Instant, zone: Option<&str>) -> String {
        let formats = self.of(zone);
        formats
            .and_then(|formats| part(&formats.zone, at, "timeZoneName"))
            .unwrap_or_default()
    }

    fn number(&self, number: usize) -> String {
        let format = NumberFormat::new(&Array::new(), &Object::new()).format();
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let text = format.call1(&JsValue::UNDEFINED, &number.into());
        text.ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

fn date(at: Instant) -> js_sys::Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of any date here are below 2^53"
    )]
    js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64))
}

fn call(format: &Function, at: Instant) -> Option<String> {
    format
        .call1(&JsValue::UNDEFINED, &date(at))
        .ok()?
        .as_string()
}

/// The one part of a formatted date that is wanted, such as the zone's name.
fn part(format: &DateTimeFormat, at: Instant, wanted: &str) -> Option<String> {
    let member = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let parts = format.format_to_parts(&date(at));
    let part = parts
        .iter()
        .find(|part| member(part, "type").as_deref() == Some(wanted))?;
    member(&part, "value")
}
