// Folders of files that tests of sizes take for a build.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs CHECK on a folder that has FILES, `{ path: content }`, and a status document. */
export function withSite(files, check) {
  const dist = mkdtempSync(join(tmpdir(), 'intermission-'));
  try {
    for (const [path, content] of Object.entries({ 'status.json': '{}', ...files })) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), content);
    }
    check(dist);
  } finally {
    rmSync(dist, { recursive: true });
  }
}
