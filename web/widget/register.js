// The script that a host's page names: makes the element known, and nothing else.
import { define } from './element.js';

export * from './element.js';
define();
