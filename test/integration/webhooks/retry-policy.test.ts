import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebhookDelivery, WebhookEndpoint } from '../../../src/ledger/contract/webhook-entities.ts';
import { settlementOf, type Attempt } from '../../../src/webhooks/retry-policy.ts';
import { HOUR, MINUTE, SECOND } from './harness.ts';

const AT = Date.UTC(2026, 10, 21);
const MOST_ATTEMPTS = 10;
const URL = 'https://receiver.example/';

const endpoint = (given: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: 'wh_1',
  url: URL,
  sealedUrl: null,
  description: null,
  filter: {},
  state: 'ENABLED',
  cause: null,
  secret: 'sealed',
  oldSecret: null,
  oldSecretUntil: null,
  position: 0,
  failures: 0,
  failingSince: null,
  holdUntil: null,
  createdAt: AT,
  updatedAt: AT,
  ...given,
});

const delivery = (given: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: 'msg_1',
  endpointId: 'wh_1',
  seq: 1,
  recordingId: 'rec_1',
  body: '{}',
  state: 'PENDING',
  attempts: 0,
  dueAt: AT,
  nextActionAt: AT,
  fence: 1,
  lastAt: null,
  lastStatus: null,
  lastError: null,
  createdAt: AT,
  settledAt: null,
  ...given,
});

const FAILED: Attempt = { kind: 'failed', status: 500, reason: null, retryAfterMs: null };
const DELIVERED: Attempt = { kind: 'delivered', status: 200 };
const busy = (retryAfterMs: number): Attempt => ({ kind: 'failed', status: 429, reason: null, retryAfterMs });
const now = (at = AT, random = 0, isProbe = false) => ({ sentTo: { url: URL, sealedUrl: null }, at, random, isProbe });

describe('the schedule', () => {
  it('is the one of the Standard Webhooks scheme, and what fails ten times is dead', () => {
    let row = delivery();
    const waits: number[] = [];
    while (row.nextActionAt !== null) {
      const at = row.nextActionAt;
      row = { ...row, ...settlementOf(endpoint(), row, FAILED, now(at)).delivery };
      if (row.nextActionAt !== null) waits.push((row.nextActionAt - at) / SECOND);
    }
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(row).toMatchObject({ state: 'DEAD', attempts: MOST_ATTEMPTS, lastStatus: 500 });
  });

  it('makes a wait longer by a twentieth at most, and never shorter', () => {
    const attempts = fc.integer({ min: 0, max: MOST_ATTEMPTS - 2 });
    fc.assert(
      fc.property(attempts, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (made, random) => {
        const wait = (chance: number): number =>
          settlementOf(endpoint(), delivery({ attempts: made }), FAILED, now(AT, chance)).delivery.dueAt - AT;
        expect(wait(random)).toBeGreaterThanOrEqual(wait(0));
        expect(wait(random)).toBeLessThanOrEqual(Math.ceil(wait(0) * 1.05));
      }),
    );
  });

  it('does not count an attempt before its time', () => {
    const early = delivery({ attempts: 4, dueAt: AT + HOUR });
    expect(settlementOf(endpoint(), early, FAILED, now()).delivery).toMatchObject({
      attempts: 4,
      dueAt: AT + HOUR,
      nextActionAt: AT + HOUR,
    });
  });

  it('waits for as long as Retry-After says where that is longer, and never for longer than a day', () => {
    const next = (attempt: Attempt, attempts: number): number =>
      (settlementOf(endpoint(), delivery({ attempts }), attempt, now()).delivery.dueAt - AT) / SECOND;
    expect(next(busy(60_000), 0)).toBe(60);
    expect(next(busy(60_000), 1)).toBe(300);
    expect(next(busy(400 * HOUR), 0)).toBe(86_400);
  });
});

describe('the breaker', () => {
  it('opens with the third failure in a row, for ten seconds', () => {
    const second = settlementOf(endpoint({ failures: 1, failingSince: AT }), delivery(), FAILED, now());
    expect(second.endpoint).toEqual({ failures: 2, failingSince: AT, holdUntil: null });
    const third = settlementOf(endpoint({ failures: 2, failingSince: AT }), delivery(), FAILED, now());
    expect(third.endpoint).toEqual({ failures: 3, failingSince: AT, holdUntil: AT + 10 * SECOND });
  });

  it.each([
    [MINUTE, 10],
    [HOUR, 600],
    [3 * HOUR, 1800],
    [60 * HOUR, 1800],
  ])('after an outage of %i ms looks again in %i s', (outage, seconds) => {
    const row = endpoint({ failures: 9, failingSince: AT - outage, holdUntil: AT + 30 * SECOND });
    const { endpoint: patch } = settlementOf(row, delivery(), FAILED, now(AT, 0, true));
    expect(patch!.holdUntil).toBe(AT + seconds * SECOND);
  });

  it('is not held open by what was under way when it opened', () => {
    const row = endpoint({ failures: 3, failingSince: AT, holdUntil: AT + 10 * SECOND });
    const { endpoint: patch } = settlementOf(row, delivery(), FAILED, now(AT + SECOND));
    expect(patch!.holdUntil).toBe(AT + 10 * SECOND);
  });

  it('closes with one success, and what waits is due at once after a minute of outage', () => {
    const open = (outage: number) =>
      settlementOf(endpoint({ failures: 7, failingSince: AT - outage, holdUntil: AT }), delivery(), DELIVERED, now());
    expect(open(MINUTE)).toMatchObject({
      endpoint: { failures: 0, failingSince: null, holdUntil: null },
      isBack: true,
    });
    expect(open(MINUTE - 1)).toMatchObject({ endpoint: { failures: 0 }, isBack: false });
  });

  it('leaves a healthy endpoint unwritten', () => {
    expect(settlementOf(endpoint(), delivery(), DELIVERED, now()).endpoint).toBeUndefined();
  });

  it('keeps a pause that the endpoint asked for, though others that were under way succeed', () => {
    const row = endpoint({ failures: 1, failingSince: AT, holdUntil: AT + MINUTE });
    expect(settlementOf(row, delivery(), DELIVERED, now()).endpoint).toMatchObject({ holdUntil: AT + MINUTE });
  });
});

describe('what was not sent, for a reason of our own,', () => {
  const unsent: Attempt = { kind: 'unsent', reason: 'SECRET_UNREADABLE' };

  it('counts neither for the delivery nor for the endpoint, which waits for a minute', () => {
    const settled = settlementOf(endpoint({ failures: 2, failingSince: AT }), delivery({ attempts: 9 }), unsent, now());
    expect(settled.delivery).toMatchObject({ state: 'PENDING', attempts: 9, dueAt: AT, nextActionAt: AT });
    expect(settled.delivery.lastError).toBe('SECRET_UNREADABLE');
    expect(settled.endpoint).toEqual({ holdUntil: AT + MINUTE });
  });

  it('leaves the longer pause that the endpoint asked for', () => {
    const settled = settlementOf(endpoint({ holdUntil: AT + HOUR }), delivery(), unsent, now());
    expect(settled.endpoint).toEqual({ holdUntil: AT + HOUR });
  });
});

describe('what another address answered than the one that the endpoint has by now', () => {
  const moved = endpoint({ url: 'https://corrected.example/', failures: 2, failingSince: AT });

  it.each([FAILED, busy(2 * HOUR), { kind: 'gone', status: 410 } as const])(
    'says nothing of the new one, and is sent to it at once: %o',
    (attempt) => {
      const settled = settlementOf(moved, delivery({ attempts: 9 }), attempt, now());
      expect(settled.endpoint).toBeUndefined();
      expect(settled.delivery).toMatchObject({ state: 'PENDING', attempts: 9, nextActionAt: AT, settledAt: null });
    },
  );

  it('is delivered where it took it', () => {
    const settled = settlementOf(moved, delivery(), DELIVERED, now());
    expect(settled).toMatchObject({ delivery: { state: 'DELIVERED', nextActionAt: null, settledAt: AT } });
    expect(settled.endpoint).toBeUndefined();
  });
});

describe('an endpoint', () => {
  const failing = (hours: number, attempts: number, state: WebhookEndpoint['state'] = 'ENABLED') =>
    settlementOf(
      endpoint({ state, failures: 90, failingSince: AT - hours * HOUR }),
      delivery({ attempts }),
      FAILED,
      now(AT, 0, true),
    ).endpoint?.state;

  it('is given up with a dead delivery after three days of failures only, or after 84 hours without one', () => {
    expect(failing(71, 9)).toBeUndefined();
    expect(failing(72, 9)).toBe('FAILED');
    expect(failing(83, 8)).toBeUndefined();
    expect(failing(84, 8)).toBe('FAILED');
  });

  it('that an operator disabled stays disabled', () => {
    expect(failing(90, 9, 'DISABLED')).toBeUndefined();
    const gone = settlementOf(endpoint({ state: 'DISABLED' }), delivery(), { kind: 'gone', status: 410 }, now());
    expect(gone.endpoint).toBeUndefined();
  });

  it('that is gone keeps the delivery for the day it is enabled again', () => {
    const gone = settlementOf(endpoint(), delivery(), { kind: 'gone', status: 410 }, now());
    expect(gone).toMatchObject({
      delivery: { state: 'PENDING', attempts: 0, nextActionAt: AT },
      endpoint: { state: 'FAILED', cause: 'GONE' },
    });
  });
});
