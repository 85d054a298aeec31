//! Sentences about the return to the site.

use super::amount::with;
use super::language::Language;
use super::phrase::Phrase;
use super::sentences;
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::time::countdown::Amount;

/// Returns the announcement of a new stage of the return, and how to stay while the page is about to leave.
pub fn announced_return(language: Language, notice: ReturnNotice) -> String {
    let words = return_notice(language, notice).unwrap_or_default();
    let is_about_to = matches!(notice, ReturnNotice::Checking(_) | ReturnNotice::Leaving(_));
    let stay = if is_about_to {
        Phrase::HowToStay.text(language)
    } else {
        ""
    };
    sentences(language, &[&words, stay])
}

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
