import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/wire/json.ts';
import { STORES } from '../../shared/both-stores.ts';
import { actionOf } from './held-calls.ts';
import { bucketWith, startOf, STARTS } from './starts.ts';
import { codesOf, courseOf, HOUR, NOW, RecordingHarness } from './harness.ts';

const products = STARTS.map(({ product }) => product);

describe.each(STORES)('a start, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(products)('is in the ledger before it is sent: %s', async (product) => {
    const house = await harness();
    const seen: (string | undefined)[] = [];
    house.held.onCall = async (call) => {
      if (actionOf(call) !== startOf(product).action) return;
      const { rows } = await house.ledger.page({ products: [product] }, { order: 'NEWEST_FIRST', take: { first: 9 } });
      seen.push(...rows.map(({ state, attempt, wanted }) => `${state} ${attempt} ${wanted}`));
    };
    const { errors } = await house.start(product);
    expect(errors).toEqual([]);
    expect(seen).toEqual(['STARTING 1 RECORDING']);
  });

  it.each(products)('keeps the id of the vendor, and ours with which it knows the recording: %s', async (product) => {
    const house = await harness();
    const { recording, errors, ...payload } = await house.start(product);
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ replayed: false, preview: null });
    expect(recording).toMatchObject({
      product,
      state: 'STARTING',
      evidence: 'CLIENT',
      wanted: 'RECORDING',
      attempts: 1,
    });
    const [task] = await house.running();
    expect(recording).toMatchObject({ taskId: task!.taskId });
    expect(payload['taskId'] ?? payload['recordId']).toBe(task!.taskId);
    if (recording!.vendorKey !== null) expect(task!.key).toContain(recording!.vendorKey);
    expect(await house.find(recording!.id)).toEqual(recording);
  });

  it('keeps labels, metadata and its end, and shows them as they were given', async () => {
    const house = await harness();
    const own = {
      labels: [
        { name: 'class', value: '7b' },
        { name: 'a', value: '' },
      ],
      metadata: [{ name: 'note', value: 'Grüße 👋 "x"\n' }],
      stopBy: new Date(NOW + HOUR).toISOString(),
    };
    const { recording } = await house.start('GME', own);
    expect(recording).toMatchObject(own);
    expect(await house.find(recording!.id)).toMatchObject(own);
  });

  it.each(products)('that is refused is a recording that FAILED, with what the vendor said: %s', async (product) => {
    const house = await harness();
    const code = product === 'RONGCLOUD' ? '1009' : 'FailedOperation';
    house.fault(product, startOf(product).action, 'code', code);
    const { recording, errors } = await house.start(product);
    expect(errors).toMatchObject([{ vendorCode: code, retryable: false }]);
    expect(recording).toMatchObject({
      state: 'FAILED',
      cause: 'REFUSED',
      taskId: null,
      errors: [{ vendorCode: code }],
    });
    expect(courseOf(recording!)).toEqual(['STARTING', 'FAILED']);
    expect(recording!.errors).toEqual(errors);
  });
});

describe('a start', () => {
  it('puts nothing down where the input is refused', async () => {
    const house = await RecordingHarness.open();
    const { recording, errors } = await house.start('TIW', { roomId: 1, recordUserId: 'wrong' });
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect(recording).toBeNull();
    expect(await house.ledger.counts()).toEqual([]);
  });

  it('is refused where its end lies in the past', async () => {
    const house = await RecordingHarness.open();
    const { recording, errors } = await house.start('GME', { stopBy: new Date(NOW).toISOString() });
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'stopBy'] }]);
    expect(recording).toBeNull();
    expect(house.calls('StartRecord')).toBe(0);
  });

  it('reports until when a room recording can be controlled: three days, or the requested time', async () => {
    const house = await RecordingHarness.open();
    const hours = async (more: object): Promise<unknown> =>
      (await house.start('TRTC_ROOM', more)).recording!['controllableUntil'];
    expect(await hours({ roomId: '1' })).toBe(new Date(NOW + 72 * HOUR).toISOString());
    expect(await hours({ roomId: '2', resourceExpiredHour: 6 })).toBe(new Date(NOW + 6 * HOUR).toISOString());
  });
});

describe.each(products)('a dry run of %s', (product) => {
  it('sends nothing and keeps nothing', async () => {
    const house = await RecordingHarness.open();
    const { recording, errors, replayed } = await house.start(product, { dryRun: true, idempotencyKey: 'dry' });
    expect({ recording, errors, replayed }).toEqual({ recording: null, errors: [], replayed: false });
    expect(await house.ledger.counts()).toEqual([]);
    expect(await house.ledger.findKey('dry')).toBeUndefined();
    expect([...house.tencent.calls, ...house.rongcloud.calls]).toEqual([]);
  });

  it('shows the call that a start sends', async () => {
    const house = await RecordingHarness.open();
    const { preview } = await house.start(product, { dryRun: true });
    const sent: { url: string; method: string; body: string }[] = [];
    house.held.onCall = ({ url, method, body }) => void sent.push({ url, method, body: body ?? '' });
    await house.start(product);
    expect(preview).toMatchObject({ action: startOf(product).action, method: sent[0]!.method, url: sent[0]!.url });
    const shown = Object.keys(parseJson(preview!.body) as object);
    expect(shown).toEqual(Object.keys(parseJson(sent[0]!.body) as object));
  });

  it('is refused for what a start is refused for', async () => {
    const house = await RecordingHarness.open();
    const { errors, preview } = await house.start(product, { dryRun: true, stopBy: new Date(NOW - 1).toISOString() });
    expect(codesOf({ errors })).toEqual(['INVALID_INPUT']);
    expect(preview).toBeNull();
  });
});

describe('a dry run', () => {
  it.each([
    ['TIW', { RecordUserId: /^tic_record_user_4294967290_\w{15}$/, RecordUserSig: /^\[secret\]$/ }],
    ['TRTC_ROOM', { UserId: /^rec_3560_\w{15}$/, UserSig: /^\[secret\]$/ }],
    ['TRTC_WEB', { RecordId: /^td\w{15}$/ }],
  ])('shows the ids that are filled in, and masks what is secret: %s', async (product, filled) => {
    const house = await RecordingHarness.open();
    const { preview } = await house.start(product, { dryRun: true });
    const body = JSON.parse(preview!.body) as Record<string, unknown>;
    for (const [name, form] of Object.entries(filled)) expect(body[name]).toMatch(form);
  });

  it('masks the credentials of the caller', async () => {
    const house = await RecordingHarness.open();
    const { preview } = await house.start('TRTC_ROOM', { dryRun: true, ...bucketWith('CANARY-SECRET-KEY') });
    const { StorageParams } = JSON.parse(preview!.body) as { StorageParams: { CloudStorage: object } };
    expect(StorageParams.CloudStorage).toMatchObject({ AccessKey: '[secret]', SecretKey: '[secret]' });
    expect(JSON.stringify(preview)).not.toContain('CANARY');
  });
});
