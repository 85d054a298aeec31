/** What `<intermission-status>` is to TypeScript; see docs/widget.md. */

export type Form = 'compact' | 'banner' | 'full' | 'bars';
export type When = 'always' | 'upcoming' | 'trouble';
export type Loading = 'lazy' | 'eager';

/** What events tell; members other than `standing` and `error` are there once there is a document. */
export interface StatusDetail {
  readonly standing: 'live' | 'cached' | 'stale' | 'missing';
  readonly error: string | null;
  readonly name?: string | null;
  readonly url?: string | null;
  readonly state?: 'operational' | 'maintenance' | 'degraded' | 'outage' | 'unknown';
  readonly situation?: string;
  readonly headline?: string;
  readonly maintenance?: string | null;
  /** RFC 3339, like the next two. */
  readonly publishedAt?: string | null;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly affected?: number;
  readonly total?: number;
}

export interface IntermissionEventMap {
  'intermission-load': CustomEvent<StatusDetail>;
  'intermission-change': CustomEvent<StatusDetail>;
  'intermission-stale': CustomEvent<StatusDetail>;
  'intermission-error': CustomEvent<StatusDetail>;
  'intermission-return': CustomEvent<StatusDetail>;
}

/** The attributes, as properties of the element in JSX and in templates. */
export interface StatusAttributes {
  src?: string;
  service?: string;
  form?: Form;
  when?: When;
  loading?: Loading;
  lang?: string;
}

/** A property `on…` for each event, by which React and Preact listen. The element itself has none of these. */
export type StatusListeners = {
  [Name in keyof IntermissionEventMap as `on${Name}`]?: (event: IntermissionEventMap[Name]) => void;
};

export declare class IntermissionStatus extends HTMLElement {
  static readonly version: string;
  src: string;
  service: string;
  form: Form;
  when: When;
  loading: Loading;
  paused: boolean;
  readonly data: StatusDetail | null;
  refresh(): void;
  pause(): void;
  resume(): void;
  addEventListener<K extends keyof IntermissionEventMap>(
    type: K,
    listener: (this: IntermissionStatus, event: IntermissionEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export declare const TAG: 'intermission-status';
export declare const VERSION: string;
export declare function define(tag?: string, registry?: CustomElementRegistry): CustomElementConstructor | undefined;

declare global {
  interface HTMLElementTagNameMap {
    'intermission-status': IntermissionStatus;
  }
  interface GlobalEventHandlersEventMap extends IntermissionEventMap {}
}
