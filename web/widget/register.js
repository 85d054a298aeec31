// The script that a host's page loads: registers the element `<intermission-status>`.
import { define } from './element.js';

export * from './element.js';
define();
