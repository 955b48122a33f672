import { expect, it } from 'vitest';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { requestOf } from '../crash/starts.ts';
import { ClockHarness, faultless, Machine, type StartAnswer } from './harness.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A busy machine is slow, not wrong. */
const PATIENCE = { timeout: 120_000 };
const STOP = `mutation Stop($input: StopRecordingInput!) {
  stopRecording(input: $input) { recording { id state } errors { message } }
}`;
const COUNTS = '{ callbackCounts { source state count } }';

interface Count {
  readonly source: string;
  readonly state: string;
  readonly count: number;
}

/** State of the recording by product. */
function statesOf(rows: readonly Recording[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ product, state }) => [product, state]));
}

it.each([
  ['ahead of', 3 * HOUR],
  ['behind', -3 * HOUR],
])(
  'a server whose clock is 3 h %s the vendors starts, is called back, stops and gets files',
  async (_what, aheadMs) => {
    const harness = await ClockHarness.open();
    const server = await harness.server(new Machine(aheadMs));
    await server.receive();
    const vendors = [harness.tencent, harness.rongcloud];
    const advance = (ms: number): void => {
      for (const { clock, callbacks } of vendors) {
        clock.advance(ms);
        callbacks.scan();
      }
    };
    const answers: StartAnswer[] = [];
    for (const start of harness.newStarts(1)) {
      const { source, variableValues } = requestOf(start);
      answers.push(await server.ask<StartAnswer>(source, variableValues));
    }
    expect(await harness.compare(await server.rows(), answers)).toEqual(faultless(5));

    advance(30 * SECOND);
    const everything = (state: string) => ({
      TIW: state,
      GME: state,
      TRTC_ROOM: state,
      TRTC_WEB: state,
      RONGCLOUD: state,
    });
    await expect.poll(async () => statesOf(await server.rows()), PATIENCE).toEqual(everything('RECORDING'));
    for (const { begunAt } of await server.rows()) {
      expect(Math.abs(begunAt! - server.service.now())).toBeLessThan(2 * MINUTE);
    }
    const counts = (): Promise<readonly Count[]> => server.ask<readonly Count[]>(COUNTS);
    for (const source of ['rongcloud/recording', 'tencent/tiw', 'tencent/trtc', 'tencent/gme']) {
      await expect.poll(counts, PATIENCE).toContainEqual(expect.objectContaining({ source, state: 'APPLIED' }));
    }

    for (const { id } of await server.rows())
      expect(await server.ask(STOP, { input: { id } })).toMatchObject({ errors: [] });
    advance(3 * MINUTE);
    // RongCloud does not mark the last file, so its recording waits for two silent minutes.
    const ended = { ...everything('COMPLETE'), RONGCLOUD: 'PROCESSING' };
    await expect.poll(async () => statesOf(await server.rows()), PATIENCE).toEqual(ended);
    expect(server.logged()).not.toContain('refused');
  },
);
