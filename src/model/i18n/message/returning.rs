//! Sentences about the return to the site.

use super::amount::with;
use super::language::Language;
use super::phrase::Phrase;
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::time::countdown::Amount;

/// Returns the sentence about the next step of the return; `None` for [`ReturnNotice::None`].
pub fn return_notice(language: Language, return_notice: ReturnNotice) -> Option<String> {
    let (phrase, left) = match return_notice {
        ReturnNotice::None => return None,
        ReturnNotice::Checking(Amount::Seconds(0) | Amount::Minutes(0)) => {
            (Phrase::ReturnChecking, None)
        }
        ReturnNotice::Checking(left) => (Phrase::ReturnCheckingIn, Some(left)),
        ReturnNotice::NotYet(left) => (Phrase::ReturnNotYet, Some(left)),
        ReturnNotice::Leaving(left) => (Phrase::ReturnLeaving, Some(left)),
        ReturnNotice::Gone => (Phrase::ReturnGone, None),
        ReturnNotice::Staying => (Phrase::ReturnStaying, None),
    };
    Some(match left {
        Some(left) => with(language, phrase, left),
        None => phrase.text(language).to_owned(),
    })
}
