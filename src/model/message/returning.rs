//! What visitors read on their way back.

use super::amount;
use crate::model::comeback::Outlook;
use crate::model::countdown::Amount;

/// What happens next on the way back; nothing before there is one.
pub fn outlook(outlook: Outlook) -> Option<String> {
    Some(match outlook {
        Outlook::None => return None,
        Outlook::Checking(Amount::Seconds(0) | Amount::Minutes(0)) => {
            "Checking that the service answers\u{2026}".to_owned()
        }
        Outlook::Checking(left) => [
            "In about ",
            &amount(left),
            " this page checks that the service answers and takes you back. Everybody gets a time of \
             their own, so that not all arrive at once.",
        ]
        .concat(),
        Outlook::NotYet(left) => [
            "The service does not answer yet. This page tries again in ",
            &amount(left),
            ".",
        ]
        .concat(),
        Outlook::Leaving(left) => ["The service is back. You return in ", &amount(left), "."].concat(),
        Outlook::Gone => "You are on your way back\u{2026}".to_owned(),
        Outlook::Staying => "You stay on this page.".to_owned(),
    })
}

/// What is said aloud when the visitor is about to leave.
pub fn departure() -> &'static str {
    "The service is back. You return in 20 seconds, unless you choose to stay."
}
