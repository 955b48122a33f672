import { graphql } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../../src/config.ts';
import { OutcomeUnknown } from '../../../../../src/errors.ts';
import { openLedger } from '../../../../../src/ledger/open-ledger.ts';
import { createProviders } from '../../../../../src/providers/index.ts';
import { parseJson } from '../../../../../src/wire/json.ts';
import type { WireCall } from '../../../../../src/wire/transport.ts';
import { fakeVendor, KEYS, NOON } from '../../../../shared/fake-vendor.ts';
import { schemaOf } from '../../../../shared/schema-of.ts';
import { hurriedTiming } from '../../../../shared/calls/driven-time.ts';

const INPUT = {
  roomId: 'room-7',
  extra: '',
  config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'FLOATING', sliceMin: 30, renderMode: 'FIT' },
};
const START = `mutation ($input: RongcloudStartRecordInput!) {
  rongcloudStartRecord(input: $input) {
    recordId replayed recording { id room } preview { body } errors { code path message retryable }
  }
}`;
const STARTED = '{"code":200,"errorMessage":"Success","recordId":"rec-1"}';
const HAS_SESSION = '{"code":200,"roomId":"room-7","sessionId":"session-of-the-room","members":[]}';
const NO_ROOM = '{"code":1002,"errorMessage":"room not found"}';

interface Payload {
  readonly recordId: string | null;
  readonly replayed: boolean;
  readonly recording: { readonly id: string } | null;
  readonly preview: { readonly body: string } | null;
  readonly errors: readonly { code: string; path: string[] | null; retryable: boolean }[];
}

/** The real schema over a vendor whose rooms answer so. `told`: the session that callbacks told of. */
async function vendorWith(room: () => string, told?: string) {
  const isQuery = ({ url }: WireCall) => url.endsWith('/rtc/room/query.json');
  const vendor = fakeVendor((call) => (isQuery(call) ? room() : STARTED));
  const timing = hurriedTiming();
  const now = () => NOON;
  const ledger = await openLedger({ url: 'sqlite::memory:', now });
  const account = KEYS['RONGCLOUD_APP_KEY']!;
  if (told !== undefined) {
    await ledger.sessions.put({ account, roomId: 'room-7', sessionId: told, isOver: false }, NOON);
  }
  const providers = await createProviders(
    {
      ...{ transport: vendor.transport, now, timing, emulate: false, inlineStorageCredentials: true },
      ...{ callsPerSecond: 0, log: pino({ level: 'silent' }), sessions: ledger.sessions },
    },
    readConfig(KEYS).vendorEnv,
  );
  const { schema } = await schemaOf(providers, now, timing, ledger);
  return {
    queries: () => vendor.calls.filter(isQuery).length,
    /** The sessions of the starts that were sent. */
    sent: () =>
      vendor.calls
        .filter((call) => !isQuery(call))
        .map(({ body }) => (parseJson(body!) as { sessionId: string }).sessionId),
    start: async (more: object = {}): Promise<Payload> => {
      const variableValues = { input: { ...INPUT, ...more } };
      const { data, errors } = await graphql({ schema, source: START, variableValues, contextValue: {} });
      expect(errors).toBeUndefined();
      return data!['rongcloudStartRecord'] as Payload;
    },
  };
}

const noAnswer = () => {
  throw new OutcomeUnknown('api.rong-api.com', 'timeout');
};

describe('a start that names the room alone', () => {
  it.each([[{}], [{ sessionId: null }]])('records the session that the room has: %j', async (more) => {
    const { start, sent } = await vendorWith(() => HAS_SESSION);
    expect(await start(more)).toMatchObject({ recordId: 'rec-1', errors: [], recording: { room: 'room-7' } });
    expect(sent()).toEqual(['session-of-the-room']);
  });

  it('takes the word of the room, and not of callbacks', async () => {
    const { start, sent } = await vendorWith(() => HAS_SESSION, 'session-of-before');
    await start();
    expect(sent()).toEqual(['session-of-the-room']);
  });

  it('takes the word of callbacks where the room cannot be asked', async () => {
    const { start, sent } = await vendorWith(noAnswer, 'session-of-a-callback');
    expect((await start()).errors).toEqual([]);
    expect(sent()).toEqual(['session-of-a-callback']);
  });

  it('fails like the query if no callback reported a session either', async () => {
    const { start, sent } = await vendorWith(noAnswer);
    expect((await start()).errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', retryable: true }]);
    expect(sent()).toEqual([]);
  });

  it.each([NO_ROOM, '{"code":200,"roomId":"room-7"}', '{"code":200,"sessionId":""}'])(
    'is refused where the room answers %s, whatever callbacks told',
    async (answer) => {
      const { start, sent } = await vendorWith(() => answer, 'session-of-before');
      expect(await start()).toMatchObject({
        recording: null,
        errors: [{ code: 'INVALID_INPUT', path: ['input', 'sessionId'], retryable: false }],
      });
      expect(sent()).toEqual([]);
    },
  );

  it('fails as the query does where that is refused for good', async () => {
    const { start } = await vendorWith(() => '{"code":1007}', 'session-of-before');
    expect((await start()).errors).toMatchObject([{ code: 'VENDOR_NOT_AUTHORIZED' }]);
  });

  it('shows the session in a dry run, and sends no start', async () => {
    const { start, sent } = await vendorWith(() => HAS_SESSION);
    expect((await start({ dryRun: true })).preview!.body).toContain('"session-of-the-room"');
    expect(sent()).toEqual([]);
  });

  it('asks once for two calls with one idempotency key', async () => {
    const { start, queries, sent } = await vendorWith(() => HAS_SESSION);
    const first = await start({ idempotencyKey: 'key-1' });
    const second = await start({ idempotencyKey: 'key-1' });
    expect(second).toMatchObject({ replayed: true, recording: { id: first.recording!.id }, errors: [] });
    expect([queries(), sent().length]).toEqual([1, 1]);
  });

  it('is another call than one that names the session', async () => {
    const { start } = await vendorWith(() => HAS_SESSION);
    await start({ idempotencyKey: 'key-1' });
    const named = await start({ idempotencyKey: 'key-1', sessionId: 'session-of-the-room' });
    expect(named.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

it('does not ask where the session is named', async () => {
  const { start, queries, sent } = await vendorWith(() => HAS_SESSION, 'session-of-a-callback');
  await start({ sessionId: 'session-1' });
  expect(sent()).toEqual(['session-1']);
  expect(queries()).toBe(0);
});
