import type { CallbackRequest } from '../../../../src/callbacks/callback.ts';
import { signRongcloud } from '../../../../src/providers/rongcloud/api/sign.ts';
import { Secret } from '../../../../src/wire/secret.ts';

export const KEYS = { appKey: 'made-up-app', appSecret: new Secret('made-up-app-secret') };
export const NOW = Date.UTC(2026, 0, 15, 12);

/** A callback of type 1 as RongCloud documents it. */
export const STARTED = {
  timestamp: NOW - 1000,
  type: 1,
  appKey: KEYS.appKey,
  recordId: 'record-1',
  roomId: 'room-7',
  sessionId: 'session-7',
  userId: '',
  mode: 3,
  extra: 'lesson 7 #0123456789ab',
};

/** What may differ from a good callback. */
export interface Variation {
  readonly content?: object | string;
  readonly nonce?: string;
  readonly timestamp?: string;
  readonly secret?: Secret;
  readonly receivedAt?: number;
  /** Where the parts stand, and under which names; headers in lower case. */
  readonly headers?: (triple: Parts) => Readonly<Record<string, string>>;
  readonly query?: (triple: Parts) => Readonly<Record<string, string>>;
}

export interface Parts {
  readonly nonce: string;
  readonly timestamp: string;
  readonly signature: string;
}

let count = 0;

/** A signed callback, with its parts in headers unless it says otherwise. */
export function callback(variation: Variation = {}): CallbackRequest {
  const { content = STARTED, nonce = `nonce-${count++}`, timestamp = String(NOW), receivedAt = NOW } = variation;
  const triple = signRongcloud(variation.secret ?? KEYS.appSecret, nonce, timestamp);
  return {
    headers: variation.headers ? variation.headers(triple) : variation.query ? {} : { ...triple },
    query: variation.query?.(triple) ?? {},
    body: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    receivedAt,
  };
}
