//! The rank of a page among those of its browser.

use intermission::model::state::Effect;
use intermission::model::state::peers::Rank;

use super::effects;

fn want(rank: &mut Rank, wants: bool) -> Vec<Effect> {
    effects(|effects| rank.want(wants, effects))
}

#[test]
fn a_page_asks_for_the_leadership_once_and_hands_it_on_once() {
    let mut rank = Rank::default();
    assert_eq!(want(&mut rank, false), []);
    assert_eq!(want(&mut rank, true), [Effect::AcquireLeadership]);
    assert_eq!(want(&mut rank, true), []);
    assert!(!rank.leads());
    rank.acquire();
    assert!(rank.leads());
    assert_eq!(want(&mut rank, false), [Effect::ReleaseLeadership]);
    assert!(!rank.leads());
    assert_eq!(want(&mut rank, false), []);
}

#[test]
fn leadership_that_comes_too_late_is_not_taken() {
    let mut rank = Rank::default();
    want(&mut rank, true);
    want(&mut rank, false);
    rank.acquire();
    assert!(!rank.leads());
}
