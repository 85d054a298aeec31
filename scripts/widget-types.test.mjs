// Tests the element's types with TypeScript, as a host would: `node --test scripts/*.test.mjs`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What TypeScript says of CODE beside the types. */
function checked(code) {
  const folder = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    copyFileSync(join(ROOT, 'public/widget.d.ts'), join(folder, 'widget.d.ts'));
    writeFileSync(join(folder, 'host.ts'), `import { define, type StatusDetail } from './widget';\n${code}`);
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'];
    const { error, status, stdout } = spawnSync(join(ROOT, '.tools/hosts/node_modules/.bin/tsc'), [...flags, join(folder, 'host.ts')], { encoding: 'utf8' });
    if (error) throw error;
    return { status, stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a host that uses the element as it is documented passes', () => {
  const { status, stdout } = checked(`
    define('acme-status');
    const element = document.createElement('intermission-status');
    element.form = 'banner';
    element.when = 'trouble';
    element.paused = !element.paused;
    element.addEventListener('intermission-return', ({ detail }) => { const at: string | null | undefined = detail.endsAt; });
    document.addEventListener('intermission-change', ({ detail }: CustomEvent<StatusDetail>) => detail.affected);
    const data: StatusDetail | null = document.querySelector('intermission-status')!.data;
  `);
  assert.equal(stdout, '');
  assert.equal(status, 0);
});

test('one that does not is told', () => {
  const { stdout } = checked(`
    const element = document.createElement('intermission-status');
    element.form = 'huge';
    element.data = null;
    element.reload();
  `);
  for (const fault of [/'"huge"' is not assignable/, /'data' because it is a read-only property/, /'reload' does not exist/]) {
    assert.match(stdout, fault);
  }
});
