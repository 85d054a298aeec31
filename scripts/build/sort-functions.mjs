// Orders the functions of a module by similarity, because similar code compresses better when it is adjacent.
//
// This writes the order into a name section: `wasm-opt --reorder-functions-by-name` sorts by it and updates every
// reference to a function. Doing the same here would need a parser of all instructions.

import { encodeName, encodeNumber, encodeSection, readNumber, sections } from './wasm-binary.mjs';

const NAMES = 0;
const IMPORTS = 2;
const CODE = 10;

/** Identifier of the subsection of function names in the name section. */
const FUNCTION_NAMES = 1;

/** Length in bytes of the sequences that are compared: about one instruction with its operand. */
const RUN = 4;

/** A sequence that more functions have than this is ignored: it distinguishes none of them and takes long to count. */
const COMMON = 1000;

/** Weight of each earlier neighbour relative to the next one. */
const FADING = 0.7;

/** Number of preceding functions with which a candidate is compared. */
const BEFORE = 6;

/** Added to the size of each function: otherwise tiny functions, which resemble many, would come first. */
const LEAST = 10;

/** Returns the indices of FUNCTIONS, buffers, in their new order. The first stays; each next one is the remaining function
 * that shares most sequences, relative to its size, with the last few. Rare sequences count more. */
export function bySimilarity(functions) {
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

/** Returns the module BYTES, which has no name section, with one whose names sort its functions by similarity. */
export function withSortingNames(bytes) {
  const content = (kind) => [...sections(bytes)].find((it) => it.kind === kind)?.content;
  const imported = readNumber(content(IMPORTS) ?? [0], 0)[0];
  const names = bySimilarity(bodies(content(CODE)))
    .map((index, place) => ({ index: imported + index, name: String(place).padStart(6, '0') }))
    .sort((one, other) => one.index - other.index)
    .flatMap(({ index, name }) => [...encodeNumber(index), ...encodeName(name)]);
  const list = [...encodeNumber(bodies(content(CODE)).length), ...names];
  return Buffer.concat([bytes, encodeSection(NAMES, [...encodeName('name'), ...encodeSection(FUNCTION_NAMES, list)])]);
}

/** Returns the function bodies in CODE, the content of a code section. */
function bodies(code) {
  let [count, at] = readNumber(code, 0);
  const bodies = [];
  for (; count > 0; count -= 1) {
    const [length, start] = readNumber(code, at);
    bodies.push(code.subarray(start, start + length));
    at = start + length;
  }
  return bodies;
}
