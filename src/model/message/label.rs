//! Words that never change with the data: headings, buttons, columns.

/// Defines the labels with their English texts.
macro_rules! labels {
    ($($name:ident = $text:literal,)*) => {
        /// A fixed word or phrase of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Label {
            $(
                #[doc = $text]
                $name,
            )*
        }

        impl Label {
            /// The text.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

labels! {
    AddToCalendar = "Add to calendar",
    Affected = "Affected services",
    AffectedOnly = "Only affected",
    Alternatives = "Meanwhile",
    AlsoPlanned = "Other maintenance",
    AnyRegion = "All regions",
    AnyState = "All states",
    BackToLive = "Back to the live page",
    Breadcrumb = "You are here",
    CheckNow = "Check now",
    ClearFilters = "Show all",
    Copy = "Save a copy",
    DataAccess = "Your data",
    Dark = "Dark",
    DocumentOrder = "As published",
    Elapsed = "Elapsed so far",
    Eta = "Back in",
    Figures = "Figures",
    Filter = "Filter and sort",
    Find = "Find a service",
    GoNow = "Go now",
    Hide = "Hide",
    Incidents = "Open incidents",
    Length = "Scheduled length",
    Light = "Light",
    Loading = "Looking up the current status",
    Missing = "The status is not known right now",
    New = "New",
    NoMatch = "No service matches.",
    OpenEnd = "open",
    OpenFile = "Open a saved file",
    OperatorZone = "Operator's time",
    Pause = "Pause",
    Phases = "What is being done",
    Print = "Print",
    ProgressOfTime = "Time passed",
    ProgressOfWork = "Work done",
    Reason = "Because of",
    Reload = "Reload",
    Region = "Region",
    Regions = "Regions",
    Resume = "Resume",
    Return = "The way back",
    Service = "Service",
    Services = "Services",
    SkipToContent = "Skip to the content",
    Sort = "Order",
    State = "State",
    StatusPage = "Status page",
    StayHere = "Stay here",
    SystemTheme = "System",
    TellMe = "Tell me when it is back",
    Theme = "Colours",
    TookInAll = "Took in all",
    Truth = "How current this is",
    Updates = "Updates",
    Unknown = "Unknown",
    UtcZone = "UTC",
    VisitorZone = "Your time",
    WithSound = "With a sound",
    WhatToDo = "What to do",
    Zone = "Times in",
}
