// Tests which feeds an address may ask for.

import assert from 'node:assert/strict';
import test from 'node:test';
import { allowedFeed } from './allowed-feed.js';

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

test('nothing below a folder leads out of it, however a server reads it', () => {
  for (const way of [
    '..%2fsecret',
    '..%2Fsecret',
    '..%5csecret',
    '..%5Csecret',
    '..;/secret',
    'a/..;v=1/secret',
    '%252e%252e/secret',
    '%252e%252e%252fsecret',
    'a%2fb',
    '/evil.example',
    'a//b',
    'a/%2e%2e%2fsecret',
    'a%3b/b',
    'a%00b',
    'a%0ab',
    '.%2e/secret',
    '..\\secret',
  ]) {
    assert.throws(() => asked(`https://up.example.org/api/${way}`), /expected one/, way);
  }
  for (const way of ['status-page/x', 'a.b/c..d', 'caf%C3%A9', 'x?from=a/../b//c%2f', 'x#../a', '']) {
    assert.equal(asked(`https://up.example.org/api/${way}`), `https://up.example.org/api/${way}`);
  }
});

test('an entry without a slash at its end is one address, though URLs add one to a bare host', () => {
  const only = (feed) => allowedFeed(`?feed=${encodeURIComponent(feed)}`, 'https://up.example.org /feeds', BASE);
  assert.equal(only('https://up.example.org'), 'https://up.example.org/');
  assert.throws(() => only('https://up.example.org/api/x'));
  assert.throws(() => only('/feeds/a'));
});
