import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CircuitOpen } from '../../../src/calls/not-sent.ts';
import { backoffMs, isSurelyNotExecuted, RetryQuota, retryRule, type Effect } from '../../../src/calls/retry.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import {
  InvalidInput,
  OutcomeUnknown,
  RecordingErrorCode,
  VendorNotConfigured,
  VendorRejected,
  VendorUnreachable,
} from '../../../src/errors.ts';

const refusal = (code: RecordingErrorCode, retryable: boolean, retryAfterMs?: number) =>
  new VendorRejected('Code', undefined, {
    code,
    message: '',
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

const { VENDOR_THROTTLED, VENDOR_QUOTA_EXCEEDED, VENDOR_UNAVAILABLE, VENDOR_FAILED, VENDOR_IN_USE } =
  RecordingErrorCode;
const unreachable = new VendorUnreachable('vendor.example', 'ECONNREFUSED');
const unanswered = new OutcomeUnknown('vendor.example', 'ECONNRESET');

const SOON = { tries: 3, baseMs: 100, afterMs: 0, cost: 5 };
const UNANSWERED = { ...SOON, cost: 10 };
const THROTTLED = { tries: 5, baseMs: 500, afterMs: 1000, cost: 5 };

describe.each<[what: string, failure: Error, rules: Record<Effect, object | undefined>]>([
  ['no connection', unreachable, { read: SOON, create: SOON, update: SOON, delete: SOON }],
  ['no answer', unanswered, { read: UNANSWERED, create: undefined, update: undefined, delete: UNANSWERED }],
  [
    '“too many calls”',
    refusal(VENDOR_THROTTLED, true, 1000),
    { read: THROTTLED, create: THROTTLED, update: THROTTLED, delete: THROTTLED },
  ],
  [
    'a fault of the vendor',
    refusal(VENDOR_UNAVAILABLE, true),
    { read: SOON, create: undefined, update: undefined, delete: SOON },
  ],
  [
    'a used up quota, though it can be tried later',
    refusal(VENDOR_QUOTA_EXCEEDED, true),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'a failure that another try does not change',
    refusal(VENDOR_FAILED, false),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'any other refusal',
    refusal(VENDOR_IN_USE, false),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'a queue that is too long',
    new TooManyCalls('act', 1000),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'an open circuit',
    new CircuitOpen('act', 1000),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'an input that breaks a rule',
    new InvalidInput([]),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'keys that are missing',
    new VendorNotConfigured('Vendor', ['KEY']),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
  [
    'an internal error',
    new TypeError('x is undefined'),
    { read: undefined, create: undefined, update: undefined, delete: undefined },
  ],
])('after %s', (_, failure, rules) => {
  it.each(Object.entries(rules) as [Effect, object | undefined][])('a %s is tried as %o', (effect, rule) => {
    expect(retryRule(effect, failure)).toEqual(rule);
  });
});

describe('what a failure says of the call', () => {
  it.each<[string, string, Error, boolean]>([
    ['surely not carried out', 'no connection', unreachable, true],
    ['surely not carried out', '“too many calls”', refusal(VENDOR_THROTTLED, true), true],
    ['surely not carried out', 'a queue that is too long', new TooManyCalls('act', 1000), true],
    ['surely not carried out', 'an open circuit', new CircuitOpen('act', 1000), true],
    ['perhaps carried out', 'no answer', unanswered, false],
    ['perhaps carried out', 'a fault of the vendor', refusal(VENDOR_UNAVAILABLE, true), false],
  ])('is that it was %s, after %s', (_, __, failure, isSure) => {
    expect(isSurelyNotExecuted(failure)).toBe(isSure);
  });
});

describe('the wait', () => {
  const rule = { tries: 9, baseMs: 500, afterMs: 1000, cost: 5 };

  it('lies between what the vendor asks for and a bound that doubles, up to five seconds more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (tries, random) => {
          const waitMs = backoffMs(rule, tries, () => random);
          expect(waitMs).toBeGreaterThanOrEqual(1000);
          expect(waitMs).toBeLessThan(1000 + Math.min(5000, 500 * 2 ** (tries - 1)) + 1e-6);
        },
      ),
    );
  });

  it.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [4, 4000],
    [5, 5000],
  ])('after %i failed tries is drawn from all of %i ms', (failedTries, span) => {
    expect(backoffMs(rule, failedTries, () => 0)).toBe(1000);
    expect(backoffMs(rule, failedTries, () => 0.5)).toBe(1000 + span / 2);
  });
});

describe('the quota', () => {
  const spentOf = (quota: RetryQuota, cost: number): number => {
    let count = 0;
    while (quota.spend(cost)) count++;
    return count;
  };

  it.each([
    [5, 100],
    [10, 50],
  ])('of cost %i allows %i further tries in a row', (cost, tries) => {
    expect(spentOf(new RetryQuota(), cost)).toBe(tries);
  });

  it('comes back with success, one for each', () => {
    const quota = new RetryQuota();
    spentOf(quota, 5);
    for (let success = 0; success < 4; success++) quota.earn();
    expect(quota.spend(5)).toBe(false);
    quota.earn();
    expect(quota.spend(5)).toBe(true);
  });

  it('does not grow beyond its fill', () => {
    const quota = new RetryQuota();
    for (let success = 0; success < 1000; success++) quota.earn();
    expect(spentOf(quota, 5)).toBe(100);
  });
});
