import fc from 'fast-check';
import { expect } from 'vitest';
import type { CallbackEvent } from '../../../../src/callbacks/callback.ts';
import { RecordingCause } from '../../../../src/domain/recording.ts';

/** Values that have broken parsers before. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e308, 2 ** 53, '', '0', '\0', '-1', '99999999999999', 'x'.repeat(3000)],
  ...['__proto__', 'constructor', 'toString', [], [[]], {}, [null], [{ constructor: 1 }], { toString: 1 }],
];

/** Texts of genuine bodies in which some members, at any depth, have another value. */
export function distortedBodies(bodies: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue());
  const change = fc.tuple(fc.nat(60), value);
  return fc.tuple(fc.constantFrom(...bodies), fc.array(change, { minLength: 1, maxLength: 4 })).map(([body, changes]) =>
    changes.reduce((text, [at, instead]) => {
      let member = 0;
      // In the order of JSON.parse: a member deep inside comes before the one that holds it.
      const changed: unknown = JSON.parse(text, (_, kept: unknown) => (member++ === at ? instead : kept));
      return JSON.stringify(changed);
    }, body),
  );
}

/** Whether news, whatever they were read from, can be put down: types, times and names are what they promise to be. */
export function expectSound({ report, ...about }: CallbackEvent): void {
  expect(about.type).toMatch(/^\w{1,64}$/);
  for (const text of [about.account, about.room, about.taskId, about.vendorKey]) {
    if (text !== null) expectName(text);
  }
  if (about.at !== null) expectTime(about.at);
  for (const fact of report.facts) {
    expectTime(fact.at);
    if ('cause' in fact) expect(Object.values(RecordingCause)).toContain(fact.cause);
    if ('output' in fact) expect(['hls', 'mp4', 'vod']).toContain(fact.output);
    if ('result' in fact) expect(['FAILED', 'HELD_BY_VENDOR']).toContain(fact.result?.state);
  }
  for (const { name, state, userId, track, format, url, sizeBytes, beginsAt, endsAt } of report.files ?? []) {
    expectName(name.length > 1024 ? (url ?? '').slice(0, 1000) : name);
    expect(['RECORDING', 'PROCESSING', 'READY', 'FAILED', 'HELD_BY_VENDOR']).toContain(state);
    for (const text of [userId, track, format, url]) expect(['string', 'undefined']).toContain(typeof text);
    for (const time of [beginsAt, endsAt]) if (time !== undefined) expectTime(time);
    if (sizeBytes !== undefined) expect(sizeBytes).toSatisfy(Number.isSafeInteger);
  }
}

function expectName(text: string): void {
  expect(text).toMatch(/^[^\0]{1,1024}$/s);
}

function expectTime(at: number): void {
  expect(at).toSatisfy(Number.isSafeInteger);
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(Date.UTC(2101, 0));
}
