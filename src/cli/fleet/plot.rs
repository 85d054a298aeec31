//! The plot of the counts: two panels over the same time, a stepped line for each pattern.

use super::crowd::Tally;
use super::grouped;
use super::pattern::Pattern;
use super::scenario::{OUTAGE, OVER, Scenario};
use super::tally::Count;

const WIDTH: usize = 720;
const LEFT: usize = 64;
const RIGHT: usize = 12;
const PANEL: usize = 180;
const TOP: usize = 62;
const BETWEEN: usize = 56;
const HEIGHT: usize = TOP + 2 * PANEL + BETWEEN + 34;
/// The number of seconds in each step of a line, which shows their peak.
const STEP: usize = 10;
/// The colour and the dashes of each line: colour alone does not tell lines apart for everybody.
const LINES: [(&str, &str); Pattern::ALL.len()] = [
    ("#0b5fff", "none"),
    ("#b3261e", "7 2"),
    ("#9a6700", "3 2"),
    ("#57606a", "1 2"),
];

/// Draws the plot.
pub fn plot(scenario: &Scenario, tally: &Tally) -> String {
    let parameters = scenario.parameters();
    let visitors = grouped(u64::from(parameters.visitors));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Requests per second of {visitors} visitors</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    add(&mut svg, &legend());
    for (place, (count, title)) in [
        (Count::Json, "Status JSON at the CDN"),
        (Count::Origin, "Origin: probes and navigations"),
    ]
    .into_iter()
    .enumerate()
    {
        let panel = Panel::new(scenario, tally, count, TOP + place * (PANEL + BETWEEN));
        add(&mut svg, &panel.frame(title));
        for (bins, line) in tally.iter().zip(LINES) {
            add(&mut svg, &panel.line(bins.of(count), line));
        }
    }
    add(
        &mut svg,
        &format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">minutes</text>",
            WIDTH - RIGHT,
            HEIGHT - 4
        ),
    );
    svg.push_str("</svg>\n");
    svg
}

fn add(svg: &mut String, element: &str) {
    svg.push_str(element);
    svg.push('\n');
}

fn legend() -> String {
    let mut legend = String::new();
    for (place, (pattern, (colour, dashes))) in Pattern::ALL.into_iter().zip(LINES).enumerate() {
        let x = LEFT + place * 150;
        let name = pattern.name();
        let text = x + 30;
        add(
            &mut legend,
            &format!(
                "<path d=\"M{x} 18h24\" stroke=\"{colour}\" stroke-width=\"2\" \
                 stroke-dasharray=\"{dashes}\"/><text x=\"{text}\" y=\"22\">{name}</text>"
            ),
        );
    }
    legend
}

/// A panel with its place and its scales.
struct Panel {
    top: usize,
    secs: usize,
    highest: usize,
}

impl Panel {
    fn new(scenario: &Scenario, tally: &Tally, count: Count, top: usize) -> Self {
        let peaks = tally.iter().flat_map(|bins| bins.of(count)).copied();
        let highest = usize::try_from(peaks.max().unwrap_or(0)).unwrap_or(0);
        Self {
            top,
            secs: scenario.secs().max(1),
            highest: round_up(highest),
        }
    }

    fn x(&self, second: usize) -> usize {
        LEFT + second * (WIDTH - LEFT - RIGHT) / self.secs
    }

    fn y(&self, rate: usize) -> usize {
        self.top + PANEL - rate * PANEL / self.highest
    }

    /// Draws the title, the axes and the events.
    fn frame(&self, title: &str) -> String {
        let (top, bottom, right) = (self.top, self.top + PANEL, WIDTH - RIGHT);
        let (away, back, over) = (self.x(OUTAGE.start), self.x(OUTAGE.end), self.x(OVER));
        let mut frame = format!(
            "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"bold\">{title}, requests per second</text>\n\
             <rect x=\"{away}\" y=\"{top}\" width=\"{}\" height=\"{PANEL}\" fill=\"#eef\"/>\n\
             <text x=\"{}\" y=\"{}\" fill=\"#555\">JSON away</text>\n\
             <path d=\"M{over} {top}V{bottom}\" stroke=\"#999\"/>\n\
             <text x=\"{}\" y=\"{}\" fill=\"#555\">over</text>\n\
             <path d=\"M{LEFT} {top}V{bottom}H{right}\" stroke=\"#000\" fill=\"none\"/>\n",
            top - 8,
            back - away,
            away + 4,
            top + 14,
            over + 4,
            top + 14,
        );
        for rate in [0, self.highest / 2, self.highest] {
            let (x, y) = (LEFT - 6, self.y(rate) + 4);
            let rate = grouped(u64::try_from(rate).unwrap_or(0));
            add(
                &mut frame,
                &format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{rate}</text>"),
            );
        }
        for second in (0..self.secs).step_by(600) {
            let (x, y, minute) = (self.x(second), bottom + 16, second / 60);
            add(
                &mut frame,
                &format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{minute}</text>"),
            );
        }
        frame
    }

    /// Returns a stepped line through the fullest second of each step. Steps of equal height are one segment.
    fn line(&self, bins: &[u32], (colour, dashes): (&str, &str)) -> String {
        let mut path = String::new();
        let mut last = None;
        for (place, step) in bins.chunks(STEP).enumerate() {
            let peak = step.iter().copied().max().unwrap_or(0);
            let y = self.y(usize::try_from(peak).unwrap_or(0));
            if last == Some(y) {
                continue;
            }
            let x = self.x(place * STEP);
            let step = match last {
                None => format!("M{x} {y}"),
                Some(_) => format!("H{x}V{y}"),
            };
            path.push_str(&step);
            last = Some(y);
        }
        format!(
            "<path d=\"{path}H{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dashes}\"/>",
            WIDTH - RIGHT
        )
    }
}

/// Returns the next even number of one digit and zeros, or the next power of ten, so that its half is round, too.
fn round_up(highest: usize) -> usize {
    let mut unit = 1;
    while unit * 10 < highest {
        unit *= 10;
    }
    highest.div_ceil(2 * unit).max(1) * 2 * unit
}
