// Tests which documents the page reads without the program for feeds.

import assert from 'node:assert/strict';
import test from 'node:test';
import { isOwn } from './body.js';

const own = (it) => isOwn(typeof it === 'string' ? it : JSON.stringify(it));

test('documents of ours, of Statuspage, and what is no feed need no program', () => {
  for (const it of [
    '',
    ' <!DOCTYPE html>',
    { status: { indicator: 'none' } },
    { published_at: '2026-11-23T10:00:00Z' },
    { page: { name: 'A' }, scheduled_maintenances: [], page_title: null },
  ]) {
    assert.equal(own(it), true, JSON.stringify(it));
  }
});

test('everything else is for the program to recognise', () => {
  for (const it of [
    'null',
    '7',
    '[{"name": "A", "status": "operational"}]',
    '{"status": {"indicator": "none"}}\0',
    { components: [] },
    { status: { indicator: null } },
    { page: { status: 'UP' }, scheduled_maintenances: [] },
    { ongoing_incidents: [], in_progress_maintenances: [], scheduled_maintenances: [] },
    { page_title: 'A', page_url: 'https://a.example', scheduled_maintenances: [] },
  ]) {
    assert.equal(own(it), false, JSON.stringify(it));
  }
});
