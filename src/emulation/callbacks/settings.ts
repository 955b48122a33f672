import type { JsonValue } from '../../wire/json.ts';
import { Secret } from '../../wire/secret.ts';
import type { Table } from '../store/store.ts';
import type { CallbackAddress, CallbackLine } from './callbacks.ts';
import { BadScript, scriptObject } from '../faults/script-members.ts';

/** Stored address and key of a line and an application. */
export interface CallbackSettingRow {
  /** Absent: none, or the operator's address, which every start sets again. */
  readonly url?: string;
  readonly key?: string;
  readonly since?: number;
}

/** Setting from a control call: an empty text removes the value, an absent member leaves the value unchanged. */
export interface CallbackSetting {
  readonly line: string;
  /** Absent: all applications without a setting of their own. */
  readonly app?: string;
  readonly url?: string;
  readonly key?: string;
}

/** A setting as displayed. The path of an address and the key may be secret, so neither is shown. */
export interface ShownSetting {
  readonly line: string;
  readonly app: string | null;
  readonly origin: string | null;
  readonly hasKey: boolean;
}

/** Applications without an address or a key of their own. */
const EVERY = '*';
const BETWEEN = ' ';

/** Addresses and signing keys of callbacks, as in a vendor's console. */
export class CallbackSettings {
  /** The operator's addresses by line. Set again at every start, so an old address is never called. */
  readonly #ownAddresses = new Map<string, string>();

  constructor(
    private readonly lines: readonly CallbackLine[],
    private readonly table: Table<CallbackSettingRow>,
    /** The driven clock. */
    private readonly now: () => number,
  ) {}

  /** Returns the address: of the vendor's API, of the application, of all applications, or the operator's. */
  addressOf(path: string, app: string): CallbackAddress | undefined {
    const fromVendor = this.#line(path).addressOf?.(app);
    if (fromVendor) return fromVendor;
    const all = this.table.get(rowKey(path, EVERY));
    const own = this.#ownAddresses.get(path);
    return (
      addressIn(this.table.get(rowKey(path, app))) ??
      addressIn(all) ??
      (own === undefined ? undefined : { url: own, since: all?.since ?? 0 })
    );
  }

  /** Whether an address has the origin of one of the operator's addresses. */
  isOwn(url: string): boolean {
    const origin = originOf(url);
    return origin !== undefined && Array.from(this.#ownAddresses.values(), originOf).includes(origin);
  }

  keyOf(path: string, app: string): Secret | undefined {
    const set = this.table.get(rowKey(path, app))?.key ?? this.table.get(rowKey(path, EVERY))?.key;
    return set === undefined ? this.#line(path).keyOf(app) : new Secret(set);
  }

  /** Applies the settings of a control call. Throws `BadScript` before any change. */
  set(settings: readonly CallbackSetting[]): void {
    for (const { line } of settings) this.#line(line);
    for (const setting of settings) this.#set(setting);
  }

  /** Sets the operator's addresses by line; other vendors' lines are ignored. Earlier unsent events go there, too. */
  setOwn(addresses: ReadonlyMap<string, string>): void {
    for (const [path, url] of addresses) {
      if (!this.lines.some((line) => line.path === path)) continue;
      this.#ownAddresses.set(path, url);
      const row = this.table.get(rowKey(path, EVERY));
      if (row?.since === undefined) this.table.put(rowKey(path, EVERY), { ...row, since: this.now() });
    }
  }

  /** The settings of control calls and of the operator. */
  get shown(): readonly ShownSetting[] {
    return this.table.entries().map(([key, row]) => {
      const [path = '', app = ''] = key.split(BETWEEN);
      const url = row.url ?? (app === EVERY ? this.#ownAddresses.get(path) : undefined);
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
