//! The rows of the table: each has a signal, which is set only when the content of that row differs.
//!
//! A row follows its service by the service's key, wherever a new document puts it. The update compares each service
//! once; only rows that differ reach the reactive graph, and through it the DOM.

use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set as _};

use super::html::Key;
use super::ptr_eq::PtrEq;
use crate::model::document::vocabulary::{ComponentStatus, Health};
use crate::model::i18n::message;
use crate::model::i18n::message::language::Language;
use crate::model::index::Index;
use crate::model::status::browse::{Browse, MANY};
use crate::model::status::derived::Derived;
use crate::model::status::snapshot::{Component, ComponentGroup, Snapshot, Tally};
use crate::model::time::countdown::Eta;

/// The content of a row.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// A service.
    Service(Service),
    /// The heading over the services of one health.
    Section(String, Folded),
    /// The heading of a group.
    Heading(ComponentGroup, Folded),
}

/// The services that a heading names while they are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Their names, or nothing where no service is ever folded.
    pub names: String,
    /// The languages of the names, and of the heading of a group.
    pub texts: Texts,
}

/// A service with everything that its row shows.
#[derive(Clone, PartialEq)]
pub struct Service {
    /// The service.
    pub component: Arc<Component>,
    /// The countdown to the time at which the service is expected back.
    pub eta: Eta,
    /// The languages of the service's texts.
    pub texts: Texts,
    /// Whether the document that came last has changed the service. A state that has become unknown is no news: with time,
    /// those of all services become so.
    pub has_changed: bool,
}

/// The languages of the texts in a row. They are values in each row instead of one signal: a signal with many
/// subscribers takes time proportional to their number to remove one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The page's own language.
    pub language: Language,
    /// The document's language, if it is not the page's.
    pub foreign: Option<Arc<str>>,
}

/// A row with its key, and the content that was last written into its signal.
struct Line {
    key: Key,
    content: Content,
    signal: ArcRwSignal<Content>,
}

/// The rows of the table, shown or not.
#[derive(Default)]
pub(super) struct Rows {
    /// One row for each component, in the document's order.
    services: Vec<Line>,
    /// The headings of [`Rows::update_headings`].
    headings: Vec<Line>,
    /// For each slot, how often it was assigned, and the signal of the row that has it.
    slots: Vec<(u32, Option<ArcRwSignal<Content>>)>,
    /// The slots without a row.
    free: Vec<usize>,
    snapshot: Option<PtrEq<Snapshot>>,
    derived: Option<PtrEq<Derived>>,
    texts: Texts,
}

impl Rows {
    /// Updates every row, with as many comparisons as there are rows.
    pub(super) fn update(
        &mut self,
        snapshot: Option<&PtrEq<Snapshot>>,
        derived: Option<&PtrEq<Derived>>,
        language: Language,
        foreign: Option<&str>,
    ) {
        let is_same_language =
            self.texts.language == language && self.texts.foreign.as_deref() == foreign;
        if !is_same_language {
            self.texts = Texts {
                language,
                foreign: foreign.map(Into::into),
            };
        }
        let is_same_document = self.snapshot.as_ref() == snapshot;
        if is_same_language && is_same_document && self.derived.as_ref() == derived {
            return;
        }
        self.snapshot = snapshot.cloned();
        self.derived = derived.cloned();
        let components = snapshot
            .map(|it| it.components.as_slice())
            .unwrap_or_default();
        let groups = snapshot.map(|it| it.groups.as_slice()).unwrap_or_default();
        let etas = derived.map(|it| it.etas.as_slice()).unwrap_or_default();
        if !(is_same_language && is_same_document) {
            let tally = snapshot.map(|it| it.tally()).unwrap_or_default();
            self.update_headings(groups, components, tally);
            self.match_services(components);
        }
        for (index, (line, component)) in self.services.iter_mut().zip(components).enumerate() {
            let eta = etas.get(index).copied().unwrap_or(Eta::Unstated);
            let Content::Service(before) = &line.content else {
                continue;
            };
            let differs = before.component != *component;
            if differs || before.eta != eta || before.texts != self.texts {
                let has_changed = differs && component.status != ComponentStatus::Unknown;
                line.set(Content::Service(Service {
                    component: Arc::clone(component),
                    eta,
                    texts: self.texts.clone(),
                    has_changed,
                }));
            }
        }
    }

    /// Updates the headings: first those over affected, unknown and healthy services, then those of the groups, once for
    /// each health, because a group can have services of each.
    fn update_headings(
        &mut self,
        groups: &[ComponentGroup],
        components: &[Arc<Component>],
        tally: Tally,
    ) {
        let language = self.texts.language;
        let names = folded_names(language, groups.len(), components);
        let mut contents = Vec::new();
        let mut headings = Vec::new();
        let numbers = [tally.affected, tally.unknown, tally.healthy];
        for (health, number) in Health::ALL.into_iter().zip(numbers) {
            let folded = |place: usize| {
                let names = names.get(place).filter(|_| health == Health::Healthy);
                Folded {
                    names: names.cloned().unwrap_or_default(),
                    texts: self.texts.clone(),
                }
            };
            let text = message::services_of(language, health, number);
            contents.push(Content::Section(text, folded(0)));
            let of_groups = groups.iter().zip(1..);
            headings
                .extend(of_groups.map(|(it, place)| Content::Heading(it.clone(), folded(place))));
        }
        contents.append(&mut headings);
        while self.headings.len() > contents.len() {
            if let Some(line) = self.headings.pop() {
                self.release(line.key);
            }
        }
        for (index, content) in contents.into_iter().enumerate() {
            match self.headings.get_mut(index) {
                Some(line) if line.content == content => {}
                Some(line) => line.set(content),
                None => {
                    let line = self.line_of(content);
                    self.headings.push(line);
                }
            }
        }
    }

    /// Gives each component its previous row, wherever that was, or a new one.
    fn match_services(&mut self, components: &[Arc<Component>]) {
        let is_same_order = self.services.len() == components.len()
            && self
                .services
                .iter()
                .zip(components)
                .all(|(line, it)| line.service_key() == it.key);
        if is_same_order {
            return;
        }
        let before = std::mem::take(&mut self.services);
        let index: Index<'_> = before.iter().map(Line::service_key).zip(0..).collect();
        let places = components.iter().map(|it| index.get(&it.key));
        let places: Vec<Option<usize>> = places.collect();
        let mut before: Vec<Option<Line>> = before.into_iter().map(Some).collect();
        for (component, place) in components.iter().zip(places) {
            let known = place.and_then(|place| before.get_mut(place)?.take());
            let line = known.unwrap_or_else(|| {
                self.line_of(Content::Service(Service {
                    component: Arc::clone(component),
                    eta: Eta::Unstated,
                    texts: self.texts.clone(),
                    has_changed: false,
                }))
            });
            self.services.push(line);
        }
        for line in before.into_iter().flatten() {
            self.release(line.key);
        }
    }

    fn line_of(&mut self, content: Content) -> Line {
        let slot = self.free.pop().unwrap_or(self.slots.len());
        if slot == self.slots.len() {
            self.slots.push((0, None));
        }
        let signal = ArcRwSignal::new(content.clone());
        let mut key = Key {
            slot,
            generation: 0,
        };
        if let Some((generation, taken)) = self.slots.get_mut(slot) {
            *generation = generation.wrapping_add(1);
            *taken = Some(signal.clone());
            key.generation = *generation;
        }
        Line {
            key,
            content,
            signal,
        }
    }

    fn release(&mut self, key: Key) {
        if let Some((_, signal)) = self.slots.get_mut(key.slot) {
            *signal = None;
            self.free.push(key.slot);
        }
    }

    /// Returns all rows: first those that `browse` shows, in its order, with the headings of their groups if that is
    /// the document's order; then the others, which are not shown.
    pub(super) fn lines(&self, browse: &Browse, snapshot: &Snapshot) -> Vec<(Key, bool)> {
        let mut lines = Vec::new();
        let mut is_shown = vec![false; self.services.len()];
        let mut has_heading = vec![false; self.headings.len()];
        let tally = snapshot.tally();
        let is_mixed = tally.total() > tally.affected.max(tally.unknown).max(tally.healthy);
        let has_sections = is_mixed || browse.folds(snapshot);
        let mut last = None;
        for index in browse.rows(snapshot) {
            let (Some(component), Some(line)) =
                (snapshot.components.get(index), self.services.get(index))
            else {
                continue;
            };
            let health = component.status.health();
            let place = Some((health, component.group)).filter(|_| browse.sort.is_none());
            if place != last {
                let is_next = last.is_none_or(|(it, _)| it != health);
                let section = (has_sections && is_next).then_some(health as usize);
                let first = Health::ALL.len() + health as usize * snapshot.groups.len();
                let group = component.group.map(|it| first + it);
                for place in section.into_iter().chain(group) {
                    if let (Some(heading), Some(has)) =
                        (self.headings.get(place), has_heading.get_mut(place))
                    {
                        *has = true;
                        lines.push((heading.key, true));
                    }
                }
                last = place;
            }
            is_shown
                .get_mut(index)
                .into_iter()
                .for_each(|it| *it = true);
            lines.push((line.key, true));
        }
        let services = self.services.iter().zip(is_shown);
        let headings = self.headings.iter().zip(has_heading);
        let others = services.chain(headings).filter(|(_, is_shown)| !is_shown);
        lines.extend(others.map(|(line, _)| (line.key, false)));
        lines
    }

    /// Returns the signal of the row with this key, if the row still exists.
    pub(super) fn line(&self, key: Key) -> Option<ArcRwSignal<Content>> {
        let (generation, signal) = self.slots.get(key.slot)?;
        signal.clone().filter(|_| *generation == key.generation)
    }

    /// Returns the signal of the component with this index.
    pub(super) fn component(&self, index: usize) -> Option<ArcRwSignal<Content>> {
        Some(self.services.get(index)?.signal.clone())
    }
}

/// Returns the names of the services that just work, in a list for those without a group and one for each group. The lists
/// are empty where nothing is ever folded.
fn folded_names(language: Language, groups: usize, components: &[Arc<Component>]) -> Vec<String> {
    let mut names = vec![Vec::new(); 1 + groups];
    let folded = components.iter().filter(|it| it.just_works());
    for component in folded.filter(|_| components.len() >= MANY) {
        if let Some(names) = names.get_mut(component.group.map_or(0, |it| it + 1)) {
            names.push(component.name.clone());
        }
    }
    names.iter().map(|it| language.locale().list(it)).collect()
}

impl Line {
    /// Returns the key of the row's service.
    fn service_key(&self) -> &str {
        match &self.content {
            Content::Service(it) => &it.component.key,
            Content::Section(..) | Content::Heading(..) => "",
        }
    }

    fn set(&mut self, content: Content) {
        self.signal.set(content.clone());
        self.content = content;
    }
}
