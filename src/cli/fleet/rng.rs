//! A seeded random number generator for simulated visitors, so that each run can be repeated.

/// `SplitMix64` (Steele, Lea and Flood, 2014): eight bytes of state, and any seed is a good one.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// Returns the generator of one visitor, independent of the number of visitors and of threads.
    pub fn of(seed: u64, visitor: u64) -> Self {
        Self(mix(mix(seed).wrapping_add(visitor)))
    }

    /// Returns the next number, at least 0 and less than 1.
    ///
    /// ```
    /// use intermission::cli::fleet::rng::Rng;
    /// let (mut one, mut same) = (Rng::of(1, 7), Rng::of(1, 7));
    /// assert!((0.0..1.0).contains(&one.next_f64()));
    /// assert_eq!(same.next_f64().to_bits(), Rng::of(1, 7).next_f64().to_bits());
    /// ```
    pub fn next_f64(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        // 32 of the bits are a share of four thousand millions, and exact as a float.
        let bits = u32::try_from(mix(self.0) >> 32).unwrap_or(0);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// Returns a number of at least `from` and less than `to`, or `from` if `to` is not greater.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a simulation has far fewer than 2^52 milliseconds"
        )]
        let share = ((to - from).max(0) as f64 * self.next_f64()) as i64;
        from + share
    }
}

/// Mixes 64 bits so that each bit of the result depends on every bit of the argument.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
