import { expect, it, vi } from 'vitest';
import { faultPointOf, NO_FAULTS } from '../../../../src/recordings/engine/fault-point.ts';

/** The signals that a script gives while places are reached one after the other. */
function signalsOf(script: string | undefined, places: readonly string[]): (string | null)[] {
  return places.map(reached(script));
}

function reached(script: string | undefined): (place: string) => string | null {
  const signal = vi.fn<(name: NodeJS.Signals) => void>();
  const point = faultPointOf(script, signal);
  return (place) => {
    signal.mockClear();
    point(place);
    return signal.mock.calls[0]?.[0] ?? null;
  };
}

it('does nothing without a script', () => {
  expect(faultPointOf(undefined, () => undefined)).toBe(NO_FAULTS);
  expect(signalsOf(undefined, ['a', 'b'])).toEqual([null, null]);
});

it.each<[script: string, places: string[], signals: (string | null)[]]>([
  ['a:1', ['b', 'a', 'a'], [null, 'SIGKILL', null]],
  ['a:3', ['a', 'b', 'a', 'a', 'a'], [null, null, null, 'SIGKILL', null]],
  ['a:2:SIGSTOP', ['a', 'a'], [null, 'SIGSTOP']],
  ['*:2', ['a', 'b', 'c'], [null, 'SIGKILL', null]],
  ['nowhere:1', ['a'], [null]],
])('ends the process the n-th time that its place is reached: %s', (script, places, signals) => {
  expect(signalsOf(script, places)).toEqual(signals);
});

it('takes names with colons and hyphens', () => {
  expect(signalsOf('stage:start-before:1', ['stage', 'start-before', 'stage:start-before'])).toEqual([
    null,
    null,
    'SIGKILL',
  ]);
});

it.each(['', 'a', 'a:0', 'a:-1', 'a:x', ':1', 'a:1:KILL'])('refuses what is no script: %j', (script) => {
  expect(() => faultPointOf(script, () => undefined)).toThrow('FAULT_POINT');
});
