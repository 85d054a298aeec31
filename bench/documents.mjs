// The status documents of the benchmark. Each is published later than the one before, so that the page takes it.

const REGIONS = ['eu-west', 'eu-south', 'us-east', 'us-west', 'ap-south'];
const KINDS = ['search', 'payments', 'images', 'mail', 'reports', 'logins', 'exports', 'queue', 'north', 'archive'];
/** Ten of a hundred services are affected, by one of these. */
const AFFECTED = ['degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance'];
const MINUTE = 60_000;

let last = 0;

const iso = (millis) => new Date(millis).toISOString();

/** One service. CHANGES counts how often the services that change have done so. */
function component(index, changes) {
  const isAffected = index % 10 === 3;
  // Every hundredth service changes between two states that stand in the same part of the table.
  const isChanging = index % 100 === 53;
  const affected = isChanging ? AFFECTED[changes % 2] : AFFECTED[Math.floor(index / 10) % AFFECTED.length];
  return {
    id: `service-${index}`,
    // A multiplication by a prime: neighbours in the document are no neighbours in the order of names.
    name: `${KINDS[index % KINDS.length]} ${String((index * 7919) % 100_003).padStart(6, '0')}`,
    description: `host ${index} of the example`,
    status: isAffected ? affected : 'operational',
    regions: [REGIONS[index % 5], REGIONS[(index + 1) % 5]],
  };
}

/** A document of COUNT services. With ETAS, every service is under maintenance and expected back at an instant of its
 * own, spread over the seconds of a minute, so that a sixtieth of the rows changes each second. */
export function document(count, { changes = 0, etas = false } = {}) {
  const now = Date.now();
  last = Math.max(now, last + 1);
  const components = Array.from({ length: count }, (_, index) => component(index, changes));
  if (etas) {
    components.forEach((it, index) => {
      it.status = 'under_maintenance';
      it.eta = iso(now + 20 * MINUTE + (index % 60) * 1000);
    });
  }
  return JSON.stringify({
    version: 1,
    published_at: iso(last),
    refresh_secs: 600,
    page: { name: 'Example', updated_at: iso(last) },
    components,
    scheduled_maintenances: [{
      id: 'upgrade',
      name: 'Platform upgrade',
      status: 'in_progress',
      scheduled_for: iso(now - 10 * MINUTE),
      scheduled_until: iso(now + 90 * MINUTE),
    }],
  });
}

/** The text to search for, which every tenth service has in its name. */
export const FIND = 'north';

/** How many rows each action leaves. */
export const found = (count) => Math.floor(count / 10);
