// Tests which feeds an address may ask for: `node --test scripts/*.test.mjs`.

import assert from 'node:assert/strict';
import test from 'node:test';
import { allowedFeed } from './feed.js';

const BASE = 'https://status.example.com/orders/7';
const ALLOWED = 'https://up.example.org/api/ https://api.example.net/summary.json /feeds/';
const asked = (feed) => allowedFeed(`?x=1&feed=${encodeURIComponent(feed)}`, ALLOWED, BASE);

test('an address that asks for nothing gets what the operator shows', () => {
  for (const query of ['', '?', '?x=1', '?feed=', '?feeds=/feeds/a']) {
    assert.equal(allowedFeed(query, ALLOWED, BASE), undefined);
  }
});

test('allowed is what is named, and what is below a folder that is', () => {
  for (const [feed, url] of [
    ['https://api.example.net/summary.json', 'https://api.example.net/summary.json'],
    ['https://up.example.org/api/status-page/x', 'https://up.example.org/api/status-page/x'],
    ['/feeds/vigil.json', 'https://status.example.com/feeds/vigil.json'],
  ]) {
    assert.equal(asked(feed), url);
  }
});

test('everything else is refused, and said', () => {
  for (const feed of [
    'https://api.example.net/other.json',
    'https://api.example.net/summary.json.evil.example',
    'https://up.example.org/api',
    'https://up.example.org/api/../secret',
    'https://up.example.org.evil.example/api/',
    'https://user@up.example.org/api/x',
    'http://up.example.org/api/x',
    '//evil.example/feeds/',
    'data:application/json,{}',
    'javascript:1',
  ]) {
    assert.throws(() => asked(feed), /`feed`: expected one that `intermission-feeds` allows/, feed);
  }
  assert.throws(() => allowedFeed('?feed=/feeds/a', '', BASE));
  assert.throws(() => asked('https://['), TypeError);
});
