//! What visitors read on their way back.

use super::amount::with;
use super::phrase::Phrase;
use crate::model::policy::return_flow::Outlook;
use crate::model::time::countdown::Amount;

/// What happens next on the way back; nothing before there is one.
pub fn outlook(outlook: Outlook) -> Option<String> {
    let (phrase, left) = match outlook {
        Outlook::None => return None,
        Outlook::Checking(Amount::Seconds(0) | Amount::Minutes(0)) => {
            (Phrase::ReturnChecking, None)
        }
        Outlook::Checking(left) => (Phrase::ReturnCheckingIn, Some(left)),
        Outlook::NotYet(left) => (Phrase::ReturnNotYet, Some(left)),
        Outlook::Leaving(left) => (Phrase::ReturnLeaving, Some(left)),
        Outlook::Gone => (Phrase::ReturnGone, None),
        Outlook::Staying => (Phrase::ReturnStaying, None),
    };
    Some(match left {
        Some(left) => with(phrase, left),
        None => phrase.text().to_owned(),
    })
}
