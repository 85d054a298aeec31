// Folders of the repository that its scripts work with.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The JavaScript that is shipped. */
export const WEB = join(ROOT, 'web');
export const STYLE = join(ROOT, 'style');
export const LANGUAGES = join(ROOT, 'languages');
/** Parts of the widget's program, from which the npm package is made. */
export const WIDGET_PARTS = join(ROOT, 'target/widget-parts');
/** Everything that is released. */
export const PACKAGES = join(ROOT, 'target/package');
/** Tools that scripts/setup.sh installs. */
export const TOOLS = join(ROOT, '.tools');
