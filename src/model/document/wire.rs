//! The status document as it is published, member for member.
//!
//! The format is a superset of the Statuspage v2 `summary.json`: everything of ours is optional, so one
//! reader serves both. Values keep the publisher's words here; [`crate::model::status::normalize`] gives them meaning.
//! `public/status.schema.json` describes the same members and a test holds the two together.

use crate::model::document::text::Text;

/// The newest version of the format that is read.
pub const VERSION: u64 = 1;

/// Defines wire types: each member is read under its own name, and written only when it is there.
macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            /// Where the entry stands in its document, as `components[3]`; not part of the document.
            pub path: String,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::model::document::reader::FromEntry for $name {
            fn from_entry(entry: &mut $crate::model::document::reader::Entry<'_>) -> Self {
                let mut it = Self { path: entry.path().to_owned(), ..Self::default() };
                $($crate::model::document::reader::Member::read_member(&mut it.$field, entry, stringify!($field));)*
                it
            }

            fn to_json(&self) -> $crate::model::document::json::Json {
                use $crate::model::document::{json::{Json, Members}, reader::Member};
                let mut members = Vec::new();
                $(if !self.$field.is_absent() {
                    members.push((stringify!($field).to_owned(), Member::to_json(&self.$field)));
                })*
                Json::Object(Members::from_iter(members))
            }
        }
    )*};
}
pub(crate) use wire;

wire! {
    /// The whole file.
    Document {
        /// Version of this format; 1 when absent.
        version: Option<u64>,
        /// When the publisher wrote this file.
        published_at: Option<String>,
        /// The publisher's preferred interval between requests, in seconds.
        refresh_secs: Option<u64>,
        /// When the publisher promises to say more about the whole page.
        next_update_at: Option<String>,
        /// Whose page this is.
        page: Option<PageEntry>,
        /// The publisher's own roll-up.
        status: Option<StatusEntry>,
        /// Lead paragraph.
        summary: Option<Text>,
        /// Advice to visitors, normally absent.
        notice: Option<Text>,
        /// Ways onward and back.
        links: Vec<LinkEntry>,
        /// Where and how visitors return after a maintenance or incident.
        resume: Option<ResumeEntry>,
        /// The services, and (with `group`) the headings over them.
        components: Vec<ComponentEntry>,
        /// Unplanned trouble that is not resolved.
        incidents: Vec<IncidentEntry>,
        /// Planned windows: coming, running and just over.
        scheduled_maintenances: Vec<MaintenanceEntry>,
        /// The feed that the document was made from.
        source: Option<SourceEntry>,
    }

    /// `page`
    PageEntry {
        /// Opaque.
        id: Option<String>,
        /// Name of the organisation or product.
        name: Option<Text>,
        /// Where the status page itself lives.
        url: Option<String>,
        /// IANA zone, shown as the operator's time.
        time_zone: Option<String>,
        /// BCP 47 tag of the plain texts.
        lang: Option<String>,
        /// Same-origin or `data:` URL of an image.
        logo: Option<String>,
        /// When anything on the page was last edited.
        updated_at: Option<String>,
    }

    /// `status`
    StatusEntry {
        /// `none`, `maintenance`, `minor`, `major`, `critical`.
        indicator: Option<String>,
        /// The publisher's wording of it.
        description: Option<Text>,
    }

    /// `source`
    SourceEntry {
        /// The format of the feed.
        format: Option<String>,
        /// The facts that the feed's format cannot express.
        cannot_tell: Vec<String>,
        /// The facts that missing documents of the feed would add.
        missing: Vec<String>,
        /// The limits of the feed, in English sentences for visitors.
        limits: Option<Text>,
        /// When the newest check of a service was.
        checked_at: Option<String>,
        /// The first instant at which the newest check is too old to say anything about the present.
        stale_at: Option<String>,
    }

    /// An entry of `links`.
    LinkEntry {
        /// `breadcrumb`, `support`, `alternative`, `history`.
        rel: Option<String>,
        /// The text of the link.
        label: Option<Text>,
        /// Where it goes.
        url: Option<String>,
    }

    /// `resume`
    ResumeEntry {
        /// Where visitors go when nothing says where they came from.
        url: Option<String>,
        /// The address that is asked first to see whether the site answers: a URL without a query.
        probe: Option<String>,
        /// Over how many seconds the return of all visitors is spread.
        spread_secs: Option<u64>,
    }

    /// An entry of `components`.
    ComponentEntry {
        /// Opaque; incidents refer to it.
        id: Option<String>,
        /// Name of the service or group.
        name: Option<Text>,
        /// A line under the name that says what it is.
        description: Option<Text>,
        /// Statuspage's five words or ours.
        status: Option<String>,
        /// The finer word, where `status` is kept to Statuspage's five.
        state: Option<String>,
        /// Whether this entry is a heading over others.
        group: Option<bool>,
        /// Id of the heading this entry stands under.
        group_id: Option<String>,
        /// Short names of where it runs.
        regions: Vec<String>,
        /// When it is expected back.
        eta: Option<String>,
        /// The expected return in minutes from `published_at`, for documents that are written by hand.
        eta_minutes: Option<u64>,
        /// One line shown under the row.
        note: Option<Text>,
        /// Link to more.
        url: Option<String>,
        /// Whether to leave the entry out while it is operational.
        only_show_if_degraded: Option<bool>,
    }

    /// An entry of an incident's `components`.
    AffectedEntry {
        /// Id of a component.
        id: Option<String>,
        /// Its name.
        name: Option<Text>,
    }

    /// An entry of `incident_updates`.
    UpdateEntry {
        /// Opaque.
        id: Option<String>,
        /// Status of the incident or maintenance from then on.
        status: Option<String>,
        /// The text of the message.
        body: Option<Text>,
        /// When it happened; may be edited, unlike `created_at`.
        display_at: Option<String>,
        /// When it was written.
        created_at: Option<String>,
    }

    /// An entry of `incidents`.
    IncidentEntry {
        /// Opaque.
        id: Option<String>,
        /// Title.
        name: Option<Text>,
        /// `investigating`, `identified`, `monitoring`, `resolved`, `postmortem`.
        status: Option<String>,
        /// `none`, `maintenance`, `minor`, `major`, `critical`.
        impact: Option<String>,
        /// When it was entered.
        created_at: Option<String>,
        /// When it began.
        started_at: Option<String>,
        /// When it was last edited.
        updated_at: Option<String>,
        /// When the publisher promises to say more about it.
        next_update_at: Option<String>,
        /// When it ended.
        resolved_at: Option<String>,
        /// Link to its own page.
        shortlink: Option<String>,
        /// The affected components.
        components: Vec<AffectedEntry>,
        /// The operator's messages.
        incident_updates: Vec<UpdateEntry>,
    }

    /// An entry of `scheduled_maintenances`.
    MaintenanceEntry {
        /// Opaque.
        id: Option<String>,
        /// Title.
        name: Option<Text>,
        /// `scheduled`, `in_progress`, `verifying`, `completed`, `cancelled`.
        status: Option<String>,
        /// Start of the window.
        scheduled_for: Option<String>,
        /// End of the window.
        scheduled_until: Option<String>,
        /// The first promised end, kept when the end moves.
        originally_until: Option<String>,
        /// The ends that were promised before the present one, oldest first.
        former_ends: Vec<FormerEndEntry>,
        /// When it was entered.
        created_at: Option<String>,
        /// When it was last edited.
        updated_at: Option<String>,
        /// When the publisher promises to say more about it.
        next_update_at: Option<String>,
        /// When it ended.
        resolved_at: Option<String>,
        /// Completes "because of …".
        reason: Option<Text>,
        /// The access that visitors have to their data meanwhile.
        access: Option<AccessEntry>,
        /// The work in order.
        phases: Vec<PhaseEntry>,
        /// Link to its own page.
        shortlink: Option<String>,
        /// The affected components.
        components: Vec<AffectedEntry>,
        /// The operator's messages.
        incident_updates: Vec<UpdateEntry>,
    }

    /// An entry of `former_ends`.
    FormerEndEntry {
        /// The end that was promised.
        until: Option<String>,
        /// When another end took its place.
        moved_at: Option<String>,
        /// Why the end moved.
        reason: Option<Text>,
    }

    /// `access` of a maintenance.
    AccessEntry {
        /// `full`, `read_only`, `none`.
        mode: Option<String>,
        /// The practical meaning of `mode`.
        note: Option<Text>,
    }

    /// An entry of `phases`.
    PhaseEntry {
        /// Title.
        name: Option<Text>,
        /// A description of the work.
        body: Option<Text>,
        /// `pending`, `active`, `done`, `skipped`, `failed`.
        status: Option<String>,
        /// When it began.
        started_at: Option<String>,
        /// When it ended.
        ended_at: Option<String>,
        /// The expected duration, in seconds.
        expected_secs: Option<u64>,
        /// The number of finished units, at most `total`.
        done: Option<u64>,
        /// The number of all units, at least 1.
        total: Option<u64>,
        /// The name of the counted units.
        unit: Option<Text>,
    }
}
