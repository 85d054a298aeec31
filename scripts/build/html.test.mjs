// Tests how HTML is read and edited.

import assert from 'node:assert/strict';
import test from 'node:test';
import { addedAttribute, edited, elements, inlineCode, removedAttribute, replaced } from './html.mjs';

test('tells code from data', () => {
  const cases = [
    ['<script>go()</script>', ['<script>']],
    ['<script type="module">go()</script>', ['<script>']],
    ['<script type="application/json">{"a": "<p onclick>"}</script>', []],
    ['<script src="/a.js"></script>', []],
    ['<style>a{}</style>', ['<style>']],
    ['<p style="color: red" data-style="x">', ['<p style>']],
    ['<a title="a > b" onclick=\'go()\'>', ['<a onclick>']],
    ['<!-- <script>go()</script> -->', []],
  ];
  for (const [html, expected] of cases) assert.deepEqual(inlineCode(html), expected, html);
});

test('reads attributes however they are quoted', () => {
  const [{ name, attributes }] = elements(`<LINK Rel=icon href='/a?b&amp;c' title="x>y" crossorigin/>`);
  assert.equal(name, 'link');
  assert.deepEqual(attributes, { rel: 'icon', href: '/a?b&c', title: 'x>y', crossorigin: '' });
});

test('edits leave no empty lines in the head and the body alone', () => {
  const html = '<head>\n<link rel="a">\n\n<script>\ngo()\n</script>\n<link rel="b"><link rel="c"></head>\n<body>\n\n<p>a</p></body>';
  const [, , script, b, c] = elements(html);
  const edits = [{ ...script, text: '' }, { ...c, text: '' }, { ...b, text: '<link rel="d">' }];
  assert.equal(edited(html, edits), '<head>\n<link rel="a">\n<link rel="d"></head>\n<body>\n\n<p>a</p></body>');
});

test('implied elements, comments and the text of scripts are left out', () => {
  const html = '<!-- <b> --><script>"<i>"</script><template><u></u></template><noscript><a href="/x">x</a></noscript>';
  assert.deepEqual(elements(html).map(({ name }) => name), ['script', 'template', 'u', 'noscript', 'a']);
});

test('attributes are added and removed, and end tags are found, where they are written', () => {
  const html = '<html data-a="1" lang=en><body><script>"</body>"</script></body></html>';
  const [root, body] = elements(html);
  assert.equal(replaced(html, [addedAttribute(root, 'data-b', '2')]), html.replace('<html', '<html data-b="2"'));
  assert.equal(replaced(html, removedAttribute(root, 'data-a')), html.replace(' data-a="1"', ''));
  assert.deepEqual(removedAttribute(root, 'data-b'), []);
  assert.equal(body.close.start, html.lastIndexOf('</body>'));
});
