//! Seeded dice for simulated visitors: the model has none, and a run must be repeatable.

/// `SplitMix64` (Steele, Lea and Flood, 2014): eight bytes of state, and any seed is a good one.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of one visitor: the same however many visitors there are and whichever thread plays them.
    pub fn of(seed: u64, visitor: u64) -> Self {
        Self(mix(mix(seed).wrapping_add(visitor)))
    }

    /// At least 0, less than 1.
    ///
    /// ```
    /// use intermission::cli::fleet::dice::Dice;
    /// let (mut one, mut same) = (Dice::of(1, 7), Dice::of(1, 7));
    /// assert!((0.0..1.0).contains(&one.roll()));
    /// assert_eq!(same.roll().to_bits(), Dice::of(1, 7).roll().to_bits());
    /// ```
    pub fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        // 32 of the bits are a share of four thousand millions, and exact as a float.
        let bits = u32::try_from(mix(self.0) >> 32).unwrap_or(0);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// At least `from`, less than `to`; `from` itself where there is nothing between them.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a simulated night has far fewer than 2^52 milliseconds"
        )]
        let share = ((to - from).max(0) as f64 * self.roll()) as i64;
        from + share
    }
}

/// Each bit of the answer depends on every bit of the question.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
