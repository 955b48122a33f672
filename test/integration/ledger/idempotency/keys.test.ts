import { describe, expect, it } from 'vitest';
import { KEY_LIFETIME_MS } from '../../../../src/ledger/contract/limits.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { idOf, key, MADE_AT, recording } from '../../../shared/ledger/sample.ts';

const OPERATION = { operation: 'stopRecording' };

describe.each(LEDGER_STORES)('the key of a start on $name', ({ open }) => {
  it('is taken with the recording', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1), key());
    expect(await ledger.findKey('key-1')).toEqual({ ...key(), recordingId: idOf(1), result: null, fence: 1 });
  });

  it('starts one recording, whichever other process uses it', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1), key());
    const { taken } = await ledger.insert(recording(2), key({ inputHash: 'other' }));
    expect(taken).toEqual(await ledger.findKey('key-1'));
    expect(await ledger.find(idOf(2))).toBeUndefined();
    expect(await ledger.changesOf([idOf(2)])).toEqual([]);
  });

  it('lets one of many through that come at once', async () => {
    const { ledger } = await open();
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    const answers = await Promise.all(numbers.map((number) => ledger.insert(recording(number), key())));
    const winner = answers.findIndex(({ taken }) => taken === null);
    expect(answers.filter(({ taken }) => taken === null)).toHaveLength(1);
    expect(answers.filter(({ taken }) => taken?.recordingId === idOf(winner))).toHaveLength(19);
  });

  it('is not taken over when its lease has run out', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1), key({ leaseUntil: MADE_AT }));
    const { taken } = await ledger.insert(recording(2), key({ createdAt: MADE_AT + 1 }));
    expect(taken?.recordingId).toBe(idOf(1));
  });

  it('counts for seven days', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1), key());
    const lastDay = key({ createdAt: MADE_AT + KEY_LIFETIME_MS });
    expect((await ledger.insert(recording(2), lastDay)).taken?.recordingId).toBe(idOf(1));
    const after = key({ createdAt: MADE_AT + KEY_LIFETIME_MS + 1 });
    expect((await ledger.insert(recording(3), after)).taken).toBeNull();
    expect((await ledger.findKey('key-1'))?.recordingId).toBe(idOf(3));
  });
});

describe.each(LEDGER_STORES)('the key of another operation on $name', ({ open }) => {
  it('is taken once', async () => {
    const { ledger } = await open();
    expect(await ledger.takeKey(key(OPERATION))).toEqual({ taken: null, fence: 1 });
    expect((await ledger.takeKey(key(OPERATION))).taken).toMatchObject({ result: null, fence: 1 });
  });

  it('answers its result again', async () => {
    const { ledger } = await open();
    const { fence } = await ledger.takeKey(key(OPERATION));
    await ledger.finishKey('key-1', fence, '{"a":1}');
    const again = await ledger.takeKey(key({ ...OPERATION, createdAt: MADE_AT + 86_400_000 }));
    expect(again.taken?.result).toBe('{"a":1}');
  });

  it('is taken over when its lease has run out, and the first can finish no more', async () => {
    const { ledger } = await open();
    const first = await ledger.takeKey(key(OPERATION));
    const second = await ledger.takeKey(
      key({ ...OPERATION, createdAt: MADE_AT + 40_000, leaseUntil: MADE_AT + 80_000 }),
    );
    expect(second).toEqual({ taken: null, fence: first.fence + 1 });
    await ledger.finishKey('key-1', first.fence, '"first"');
    await ledger.releaseKey('key-1', first.fence);
    expect(await ledger.findKey('key-1')).toMatchObject({ result: null, leaseUntil: MADE_AT + 80_000 });
  });

  it.each([
    ['input', { inputHash: 'other' }],
    ['operation', { operation: 'pauseRecording' }],
  ])('is not taken over by another %s', async (_what, given) => {
    const { ledger } = await open();
    await ledger.takeKey(key(OPERATION));
    const { taken } = await ledger.takeKey(key({ ...OPERATION, ...given, createdAt: MADE_AT + 100_000 }));
    expect(taken).toMatchObject({ ...OPERATION, inputHash: 'hash-1' });
  });

  it('goes to one of many that take it over at once', async () => {
    const { ledger } = await open();
    await ledger.takeKey(key(OPERATION));
    const late = key({ ...OPERATION, createdAt: MADE_AT + 50_000, leaseUntil: MADE_AT + 90_000 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ledger.takeKey(late)));
    expect(answers.filter(({ taken }) => taken === null)).toHaveLength(1);
  });

  it('is free again when it is released', async () => {
    const { ledger } = await open();
    const { fence } = await ledger.takeKey(key(OPERATION));
    await ledger.releaseKey('key-1', fence);
    expect(await ledger.findKey('key-1')).toBeUndefined();
  });
});

it.each(LEDGER_STORES)('$name drops old keys, however many', async ({ open }) => {
  const { ledger } = await open();
  const numbers = Array.from({ length: 1100 }, (_, number) => number);
  // A hundred at a time: on a busy machine, more would exceed the time limit for a connection.
  for (let from = 0; from < numbers.length; from += 100) {
    const some = numbers.slice(from, from + 100);
    await Promise.all(some.map((number) => ledger.takeKey(key({ key: `key-${number}`, createdAt: MADE_AT + number }))));
  }
  expect(await ledger.dropKeys(MADE_AT + 1050)).toBe(1050);
  expect(await ledger.findKey('key-1049')).toBeUndefined();
  expect(await ledger.findKey('key-1050')).toBeDefined();
});
