//! The number of requests in each second. The memory does not grow with the number of visitors.

use std::ops::Range;

/// The kinds of events that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Requests for the document, at a host with room for many.
    Json,
    /// Requests to the site that is recovering: probes, navigations and reloads.
    Origin,
    /// Visitors who are back on the site.
    Back,
}

/// The requests of one crowd by the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bins {
    json: Vec<u32>,
    origin: Vec<u32>,
    back: Vec<u32>,
}

impl Bins {
    /// Returns empty counts for `secs` seconds.
    pub fn new(secs: usize) -> Self {
        Self {
            json: vec![0; secs],
            origin: vec![0; secs],
            back: vec![0; secs],
        }
    }

    /// Counts an event at `millis`; events after the end are ignored.
    pub fn add(&mut self, count: Count, millis: i64) {
        let bins = match count {
            Count::Json => &mut self.json,
            Count::Origin => &mut self.origin,
            Count::Back => &mut self.back,
        };
        let second = usize::try_from(millis / 1000).unwrap_or(usize::MAX);
        if let Some(bin) = bins.get_mut(second) {
            *bin += 1;
        }
    }

    /// Counts the return of a visitor, which is also a request to the site.
    pub fn leave(&mut self, millis: i64) {
        self.add(Count::Origin, millis);
        self.add(Count::Back, millis);
    }

    /// Adds the counts of another part of the crowd.
    pub fn merge(&mut self, other: &Self) {
        for (sums, more) in [
            (&mut self.json, &other.json),
            (&mut self.origin, &other.origin),
            (&mut self.back, &other.back),
        ] {
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        }
    }

    /// Returns the counts of each second.
    pub fn of(&self, count: Count) -> &[u32] {
        match count {
            Count::Json => &self.json,
            Count::Origin => &self.origin,
            Count::Back => &self.back,
        }
    }

    /// Returns the sum and the peak over a range of seconds.
    pub fn load(&self, count: Count, stretch: Range<usize>) -> Load {
        let bins = self.of(count).get(stretch).unwrap_or_default();
        Load {
            secs: bins.len(),
            sum: bins.iter().copied().map(u64::from).sum(),
            peak: bins.iter().copied().max().unwrap_or(0),
        }
    }
}

/// The load over a range of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The number of seconds.
    pub secs: usize,
    /// The sum of all counts.
    pub sum: u64,
    /// The count of the fullest second.
    pub peak: u32,
}

impl Load {
    /// Returns the mean per second.
    pub fn mean(self) -> f64 {
        float(self.sum) / float(u64::try_from(self.secs).unwrap_or(1).max(1))
    }

    /// Returns the fullest second as a multiple of `rate`; 0 if `rate` is 0.
    pub fn peak_over(self, rate: f64) -> f64 {
        if rate > 0.0 {
            f64::from(self.peak) / rate
        } else {
            0.0
        }
    }
}

fn float(count: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let count = count as f64;
    count
}
