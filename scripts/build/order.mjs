// Puts the functions of a module beside those that they resemble, which compress better together.
//
// The order is given by names, because wasm-opt can sort by them and mends every reference to a function.

import { encoded, number, section, sections, written } from './module.mjs';

const NAMES = 0;
const IMPORTS = 2;
const CODE = 10;

/** The kind of names, in the section of names, that are functions'. */
const FUNCTION_NAMES = 1;

/** So many bytes in a row make two functions alike: about one instruction with what it is given. */
const RUN = 4;

/** What more functions have than this tells none of them apart, and takes long to count. */
const COMMON = 1000;

/** By how much each further one of the functions before counts less. */
const FADING = 0.7;

/** With so many of the functions before one it is compared. */
const BEFORE = 6;

/** Added to the size of each function, so that tiny ones, which are like many, are not taken first. */
const LEAST = 10;

/** Where each of FUNCTIONS, arrays of bytes, is to stand: the first stays, and each next one is that of the rest
 * which has, for its size, most in common with the last few. Runs that are rare count more. */
export function alike(functions) {
  const runs = functions.map(runsOf);
  const having = new Map();
  for (const [index, set] of runs.entries()) {
    for (const run of set) {
      if (!having.has(run)) having.set(run, []);
      having.get(run).push(index);
    }
  }
  const waiting = new Set(functions.keys());
  const order = [];
  while (waiting.size > 0) {
    const common = new Float64Array(functions.length);
    order.slice(-BEFORE).reverse().forEach((index, distance) => {
      for (const run of runs[index]) {
        const others = having.get(run);
        if (others.length > COMMON) continue;
        const weight = FADING ** distance / Math.log2(1 + others.length);
        for (const other of others) common[other] += weight;
      }
    });
    let [best, most] = [undefined, -1];
    for (const index of waiting) {
      const share = common[index] / (runs[index].size + LEAST);
      if (share > most) [best, most] = [index, share];
    }
    waiting.delete(best);
    order.push(best);
  }
  return order;
}

function runsOf(bytes) {
  const runs = new Set();
  for (let at = 0; at + RUN <= bytes.length; at += 1) runs.add(bytes.readInt32LE(at));
  return runs;
}

/** The module BYTES, which has no names, with names for its functions by which they are to be sorted. */
export function named(bytes) {
  const content = (kind) => [...sections(bytes)].find((it) => it.kind === kind)?.content;
  const imported = number(content(IMPORTS) ?? [0], 0)[0];
  const names = alike(bodies(content(CODE)))
    .map((index, place) => ({ index: imported + index, name: String(place).padStart(6, '0') }))
    .sort((one, other) => one.index - other.index)
    .flatMap(({ index, name }) => [...encoded(index), ...written(name)]);
  const list = [...encoded(bodies(content(CODE)).length), ...names];
  return Buffer.concat([bytes, section(NAMES, [...written('name'), ...section(FUNCTION_NAMES, list)])]);
}

/** The functions in a section of CODE. */
function bodies(code) {
  let [count, at] = number(code, 0);
  const bodies = [];
  for (; count > 0; count -= 1) {
    const [length, start] = number(code, at);
    bodies.push(code.subarray(start, start + length));
    at = start + length;
  }
  return bodies;
}
