import { beforeAll, describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultKind } from '../../../src/emulation/faults/fault-scripts.ts';
import { ROOTS, type Root } from '../contracts/contract-walk.ts';
import { walkWithFault, type Observed, type Script } from '../recordings/fault-walk.ts';

// Everything that can go wrong on the way to a vendor, with every action: what a client is told, and how often it is sent.

const EFFECTS = ['create', 'update', 'delete', 'read'] as const;
type Effect = (typeof EFFECTS)[number];

/** What a client is told, and how often the call comes to the vendor. */
type Expected = Readonly<Record<Effect, readonly [outcome: string, arrivals: number]>>;

const always = (outcome: string, arrivals: number): Expected => ({
  create: [outcome, arrivals],
  update: [outcome, arrivals],
  delete: [outcome, arrivals],
  read: [outcome, arrivals],
});

const FINE = always('success', 1);
/** The vendor may have executed the call. What does no harm twice is sent three times; a read, which changes nothing, says so. */
const UNKNOWN: Expected = {
  create: ['OUTCOME_UNKNOWN', 1],
  update: ['OUTCOME_UNKNOWN', 1],
  delete: ['OUTCOME_UNKNOWN', 3],
  read: ['VENDOR_UNAVAILABLE', 3],
};
/** The vendor says that it has a fault. Whether it had begun is not known either. */
const AT_FAULT: Expected = {
  create: ['VENDOR_UNAVAILABLE', 1],
  update: ['VENDOR_UNAVAILABLE', 1],
  delete: ['VENDOR_UNAVAILABLE', 3],
  read: ['VENDOR_UNAVAILABLE', 3],
};
/** It was not carried out, so it is sent again, a start too. */
const THROTTLED = always('VENDOR_THROTTLED', 5);
const TWICE = always('success', 2);

const TABLE: Readonly<Record<FaultKind, Expected>> = {
  delay: FINE,
  'wrong-type': FINE,
  'reset-before': UNKNOWN,
  'reset-after': UNKNOWN,
  'half-header': UNKNOWN,
  'lost-answer': UNKNOWN,
  slow: UNKNOWN,
  endless: UNKNOWN,
  huge: UNKNOWN,
  'gzip-bomb': UNKNOWN,
  truncated: UNKNOWN,
  empty: UNKNOWN,
  html: UNKNOWN,
  'not-envelope': UNKNOWN,
  redirect: UNKNOWN,
  status: UNKNOWN,
  code: AT_FAULT,
  duplicate: TWICE,
};

/**
 * Of two calls the second is refused, for the first was carried out; and its refusal is the answer. A start that is refused
 * so is looked up; RongCloud cannot be asked.
 */
const REFUSED_TWICE: Readonly<Record<string, string>> = {
  rongcloudStartRecord: 'OUTCOME_UNKNOWN VENDOR_INVALID_PARAMETER',
  tiwStopOnlineRecord: 'VENDOR_CONFLICT',
  gmeStopRecord: 'VENDOR_NOT_FOUND',
  trtcDeleteCloudRecording: 'VENDOR_NOT_FOUND',
  trtcStopWebRecord: 'VENDOR_NOT_FOUND',
  rongcloudStopRecord: 'VENDOR_INVALID_PARAMETER',
  rongcloudDestroyRoom: 'VENDOR_INVALID_PARAMETER',
};

interface Case {
  readonly name: string;
  readonly script: (root: Root) => Script;
  readonly expected: Expected;
}

const CASES: readonly Case[] = [
  ...FAULT_KINDS.map((kind) => ({
    name: kind,
    script: () => ({ kind, ...(kind === 'delay' && { delayMs: 30 }) }),
    expected: TABLE[kind],
  })),
  { name: 'delay beyond the limit', script: () => ({ kind: 'delay', delayMs: 1000 }), expected: UNKNOWN },
  { name: 'status 404', script: () => ({ kind: 'status', status: 404 }), expected: UNKNOWN },
  { name: 'status 503', script: () => ({ kind: 'status', status: 503 }), expected: UNKNOWN },
  {
    name: 'code of too many calls',
    script: ({ product }) => ({ kind: 'code', code: product === 'rongcloud' ? '1008' : 'RequestLimitExceeded' }),
    expected: THROTTLED,
  },
];

/** What a room was ended for may have begun anew under the same id, so it is not ended a second time. */
const ONCE: Readonly<Record<string, Effect>> = { rongcloudDestroyRoom: 'update' };

function effectOf({ name, spec }: Root): Effect {
  return ONCE[name] ?? (spec.effect as Effect);
}

/** These never answer, or not before the call is given up. */
const SILENT = ['lost-answer', 'slow', 'delay beyond the limit'];
const AT_A_TIME = 6;

const observed = new Map<string, readonly Observed[]>();

beforeAll(async () => {
  const left = [...CASES].sort((a, b) => Number(SILENT.includes(b.name)) - Number(SILENT.includes(a.name)));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      observed.set(next.name, await walkWithFault(next.script, SILENT.includes(next.name)));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  const count = [...observed.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(`upstream faults: ${count} cases\n`);
}, 120_000);

describe.each(CASES)('with the fault $name', ({ name, expected }) => {
  it.each(EFFECTS)('a %s comes out as documented, and is sent as often as it may', (effect) => {
    const seen = observed.get(name)!.filter(({ root }) => effectOf(root) === effect);
    expect(seen.length).toBeGreaterThan(0);
    const [outcome, arrivals] = expected[effect];
    const told = seen.map((it) => `${it.root.name}: ${it.outcome}, ${it.arrivals} calls`);
    const documented = seen.map(({ root }) => {
      const refusal = name === 'duplicate' ? REFUSED_TWICE[root.name] : undefined;
      return `${root.name}: ${refusal ?? outcome}, ${arrivals} calls`;
    });
    expect(told).toEqual(documented);
  });
});

it('walks every action with every kind of fault', () => {
  for (const { name } of CASES) {
    const names = observed.get(name)!.map(({ root }) => root.name);
    expect(names.sort()).toEqual(ROOTS.map((root) => root.name).sort());
  }
});
