// Files that the visitor picks in the page's field for them, or drops anywhere on the page.

import { understood } from './body.js';

export function watch(limit, opened) {
  const open = async (file) => {
    // What cannot be read is as good as empty; one byte beyond the limit tells that there is too much.
    const bytes = await file.slice(0, limit + 1).arrayBuffer().catch(() => new ArrayBuffer(0));
    opened(`${file.lastModified} ${file.name}`, await understood(location, new Uint8Array(bytes)));
  };
  addEventListener('change', ({ target }) => {
    if (target.type !== 'file') return;
    if (target.files[0]) open(target.files[0]);
    // The same file may be picked again.
    target.value = '';
  });
  const withFile = (act) => (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    act(event.dataTransfer.files[0]);
  };
  addEventListener('dragover', withFile(() => {}));
  addEventListener('drop', withFile((file) => file && open(file)));
}
