import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CallbackFaults,
  readCallbackFault,
  type CallbackFaultScript,
} from '../../../../src/emulation/callbacks/faults.ts';
import { setUpCallbacks, LINE, OTHER_LINE, OWN_KEY, URL_OF_ALL } from '../../../shared/emulation/callback-setup.ts';

/** Returns the sent callbacks of a task with three events and these scripts. */
function faulty(...scripts: CallbackFaultScript[]) {
  const events = { one: 1, two: 2, three: 3 };
  const harness = setUpCallbacks({ tasks: [{ id: 'a', events, endsAt: 3 }] });
  harness.sender.settings.setOwn(new Map([[LINE, URL_OF_ALL]]));
  harness.sender.faults.add(scripts);
  return { ...harness, events: () => harness.posted.map(({ event }) => event.replace('a ', '')) };
}

describe('a scripted fault of callbacks', () => {
  it('loses one for good', async () => {
    const { advance, events, outcomes } = faulty({ kind: 'lost', type: 'two' });
    advance(10);
    await expect.poll(outcomes).toEqual(['received', 'lost', 'received']);
    expect(events()).toEqual(['one', 'three']);
  });

  it('sends copies', async () => {
    const { advance, events } = faulty({ kind: 'duplicate', type: 'two', copies: 2 });
    advance(10);
    await expect.poll(events).toEqual(['one', 'two', 'two', 'two', 'three']);
  });

  it('holds one back', async () => {
    const { advance, events, outcomes } = faulty({ kind: 'late', type: 'one', delayMs: 500 });
    advance(10);
    await expect.poll(outcomes).toEqual(['waiting', 'received', 'received']);
    advance(499);
    expect(events()).toEqual(['two', 'three']);
    advance(1);
    await expect.poll(events).toEqual(['two', 'three', 'one']);
  });

  it('changes the order, by its seed', async () => {
    const orders = [];
    for (const seed of [1, 2, 3, 4, 5, 6, 1]) {
      const { advance, events } = faulty({ kind: 'shuffled', seed });
      advance(10);
      await expect.poll(events).toHaveLength(3);
      orders.push(events().join());
    }
    expect(new Set(orders).size).toBeGreaterThan(2);
    expect(orders[6]).toBe(orders[0]);
  });

  it('sends a lie with a wrong signature beside the message', async () => {
    const { advance, posted, sender } = faulty({ kind: 'forged', type: 'two' });
    advance(10);
    await expect.poll(() => posted).toHaveLength(4);
    expect(posted.map(({ event }) => event)).toEqual(['a one', 'a two', 'a lie', 'a three']);
    expect(posted[2]?.key).not.toBe(OWN_KEY);
    expect(posted[2]?.key).not.toBeNull();
    expect(sender.sent[2]).toMatchObject({ kind: 'forged', type: 'two' });
  });

  it('sends a lie without a signature beside the message', async () => {
    const { advance, posted } = faulty({ kind: 'unsigned', type: 'two' });
    advance(10);
    await expect.poll(() => posted).toHaveLength(4);
    expect(posted[2]).toMatchObject({ event: 'a lie', key: null });
  });

  it('is used up after so many callbacks', async () => {
    const { advance, events, sender } = faulty({ kind: 'lost', times: 2 });
    advance(10);
    await expect.poll(events).toEqual(['three']);
    expect(sender.faults.waiting).toEqual([]);
  });

  it('is for its line alone', async () => {
    const { advance, events } = faulty({ kind: 'lost', line: OTHER_LINE, times: 3 });
    advance(10);
    await expect.poll(events).toEqual(['one', 'two', 'three']);
  });
});

describe('chance', () => {
  const CALLBACKS = Array.from({ length: 2000 }, (_, index) => ({ line: LINE, type: String(index) }));
  const taken = (seed: number, probability: number) => {
    const faults = new CallbackFaults();
    faults.add([{ kind: 'lost', probability, seed, times: CALLBACKS.length }]);
    return CALLBACKS.filter((callback) => faults.take(callback) !== undefined).map(({ type }) => type);
  };

  it('gives the same faults for the same seed', () => {
    expect(taken(7, 0.1)).toEqual(taken(7, 0.1));
    expect(taken(7, 0.1)).not.toEqual(taken(8, 0.1));
  });

  it('gives about as many as its probability says', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        expect(taken(seed, 0.1).length).toBeGreaterThan(130);
        expect(taken(seed, 0.1).length).toBeLessThan(270);
      }),
      { numRuns: 50, seed: 20_261_121 },
    );
  });

  it('gives none at 0 and all at 1', () => {
    expect(taken(7, 0)).toEqual([]);
    expect(taken(7, 1)).toHaveLength(CALLBACKS.length);
  });

  it('only changes the order: nothing is lost and nothing is added', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.array(fc.constantFrom(LINE, OTHER_LINE)), (seed, lines) => {
        const faults = new CallbackFaults();
        faults.add([{ kind: 'shuffled', line: LINE, seed }]);
        const callbacks = lines.map((line, index) => ({ line, type: String(index) }));
        const order = faults.reorder(callbacks);
        expect([...order].sort((a, b) => Number(a.type) - Number(b.type))).toEqual(callbacks);
        expect(order.map(({ line }) => line)).toEqual(lines);
      }),
      { numRuns: 300, seed: 20_261_121 },
    );
  });
});

it.each([
  [[], /an object/],
  [{ kind: 'duplicated' }, /^kind must be one of lost, duplicate/],
  [{ kind: 'lost', action: 'x' }, /nothing else/],
  [{ kind: 'lost', probability: 1.1 }, /^probability must be a number from 0 to 1/],
  [{ kind: 'lost', times: 0.5 }, /^times must be an integer/],
  [{ kind: 'lost', line: 5 }, /^line must be a text/],
])('%j is no script', (value, message) => {
  expect(() => readCallbackFault(value)).toThrow(message);
});
