// Files that the visitor picks in the page's file field, or drops anywhere on the page.

export function watch(limit, opened) {
  const open = async (file) => {
    // An unreadable file counts as empty. One byte beyond the limit shows that the file is too large.
    const bytes = await file.slice(0, limit + 1).arrayBuffer().catch(() => new ArrayBuffer(0));
    opened(`${file.lastModified} ${file.name}`, new Uint8Array(bytes));
  };
  addEventListener('change', ({ target }) => {
    if (target.type !== 'file') return;
    if (target.files[0]) open(target.files[0]);
    // Lets the visitor pick the same file again.
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
