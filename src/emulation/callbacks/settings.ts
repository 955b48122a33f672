import type { JsonValue } from '../../wire/json.ts';
import { Secret } from '../../wire/secret.ts';
import type { Table } from '../store/store.ts';
import type { CallbackAddress, CallbackLine } from './callbacks.ts';
import { BadScript, scriptObject } from '../faults/script-members.ts';

/** What is written down of an address and a key, by line and application. */
export interface CallbackSettingRow {
  /** Absent: none, or one that is told anew at every start. */
  readonly url?: string;
  readonly key?: string;
  readonly since?: number;
}

/** What a control call sets: an empty text takes back, an absent member stays as it is. */
export interface CallbackSetting {
  readonly line: string;
  /** The application; all that have none of their own when absent. */
  readonly app?: string;
  readonly url?: string;
  readonly key?: string;
}

/** An address as it is shown: what follows the origin may be a secret, and so is the key. */
export interface ShownSetting {
  readonly line: string;
  readonly app: string | null;
  readonly origin: string | null;
  readonly hasKey: boolean;
}

/** Of every application without an address or a key of its own. */
const EVERY = '*';
const BETWEEN = ' ';

/** Where callbacks go and what they are signed with, as a vendor's console would keep it. */
export class CallbackSettings {
  /** Told anew at every start, so an old one is never called. */
  readonly #told = new Map<string, string>();

  constructor(
    private readonly lines: readonly CallbackLine[],
    private readonly table: Table<CallbackSettingRow>,
    /** The driven clock. */
    private readonly now: () => number,
  ) {}

  /** Of the vendor's own API, of a control call for this application, of one for all, or told at the start. */
  addressOf(path: string, app: string): CallbackAddress | undefined {
    const own = this.#line(path).addressOf?.(app);
    if (own) return own;
    const all = this.table.get(rowKey(path, EVERY));
    const told = this.#told.get(path);
    return (
      addressIn(this.table.get(rowKey(path, app))) ??
      addressIn(all) ??
      (told === undefined ? undefined : { url: told, since: all?.since ?? 0 })
    );
  }

  /** Whether an address leads to whoever runs the emulator, as it told itself: its origin decides. */
  isOwn(url: string): boolean {
    const origin = originOf(url);
    return origin !== undefined && Array.from(this.#told.values(), originOf).includes(origin);
  }

  keyOf(path: string, app: string): Secret | undefined {
    const set = this.table.get(rowKey(path, app))?.key ?? this.table.get(rowKey(path, EVERY))?.key;
    return set === undefined ? this.#line(path).keyOf(app) : new Secret(set);
  }

  /** Sets what a control call brings. Throws `BadScript` before anything is set. */
  set(settings: readonly CallbackSetting[]): void {
    for (const { line } of settings) this.#line(line);
    for (const setting of settings) this.#set(setting);
  }

  /** The addresses of whoever runs the emulator, by line; lines of others are left out. What an earlier run had not sent yet goes there, too. */
  setOwn(addresses: ReadonlyMap<string, string>): void {
    for (const [path, url] of addresses) {
      if (!this.lines.some((line) => line.path === path)) continue;
      this.#told.set(path, url);
      const row = this.table.get(rowKey(path, EVERY));
      if (row?.since === undefined) this.table.put(rowKey(path, EVERY), { ...row, since: this.now() });
    }
  }

  /** Those that control calls and whoever runs the emulator have set. */
  get shown(): readonly ShownSetting[] {
    return this.table.entries().map(([key, row]) => {
      const [path = '', app = ''] = key.split(BETWEEN);
      const url = row.url ?? (app === EVERY ? this.#told.get(path) : undefined);
      const origin = url === undefined ? null : new URL(url).origin;
      return { line: path, app: app === EVERY ? null : app, origin, hasKey: row.key !== undefined };
    });
  }

  #set({ line, app = EVERY, url, key }: CallbackSetting): void {
    const { url: oldUrl, key: oldKey, since: oldSince } = this.table.get(rowKey(line, app)) ?? {};
    const newUrl = (url ?? oldUrl) || undefined;
    const newKey = (key ?? oldKey) || undefined;
    const since = oldUrl === undefined && newUrl !== undefined ? this.now() : oldSince;
    this.table.put(rowKey(line, app), {
      ...(newUrl !== undefined && { url: newUrl }),
      ...(newKey !== undefined && { key: newKey }),
      ...(since !== undefined && { since }),
    });
  }

  #line(path: string): CallbackLine {
    const line = this.lines.find((it) => it.path === path);
    if (line) return line;
    throw new BadScript(`line must be one of ${this.lines.map((it) => it.path).join(', ')}.`);
  }
}

const MEMBERS: readonly string[] = ['line', 'app', 'url', 'key'];

/** A setting out of parsed JSON. Throws `BadScript`. */
export function readCallbackSetting(value: JsonValue): CallbackSetting {
  const { line, app, url, key } = scriptObject('A callback setting', value, MEMBERS);
  if (typeof line !== 'string') throw new BadScript('line must be a text.');
  if (app !== undefined && typeof app !== 'string' && typeof app !== 'number') {
    throw new BadScript('app must be the number or the key of an application.');
  }
  if (key !== undefined && typeof key !== 'string') throw new BadScript('key must be a text.');
  return {
    line,
    ...(app !== undefined && { app: String(app) }),
    ...(url !== undefined && { url: readAddress(url) }),
    ...(key !== undefined && { key }),
  };
}

function readAddress(url: JsonValue): string {
  if (url === '' || (typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url))) return url;
  throw new BadScript('url must be an http or https address, or empty.');
}

function addressIn(row: CallbackSettingRow | undefined): CallbackAddress | undefined {
  return row?.url === undefined ? undefined : { url: row.url, since: row.since ?? 0 };
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}

function rowKey(path: string, app: string): string {
  return path + BETWEEN + app;
}
