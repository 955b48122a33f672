import { expect, it } from 'vitest';
import { signRongcloud } from '../../../src/providers/rongcloud/api/sign.ts';
import { freshFile } from '../../shared/emulation/fresh-file.ts';
import { killAmidStarts, runEmulator } from './killed-emulator.ts';
import { send } from '../../integration/emulation/send-raw.ts';
import {
  answerOf,
  APP_KEY,
  APP_SECRET,
  START,
  startCaller,
} from '../../integration/providers/rongcloud/emulator/caller.ts';

const PROGRAM = 'test/system/emulators/rongcloud-process.ts';

it('loses no recording of which it answered the start, when it is killed amid two hundred', async () => {
  const storeFile = freshFile();
  const emulator = await runEmulator(PROGRAM, storeFile);
  const answered = await killAmidStarts(emulator, 200, async (number) => {
    const { nonce, timestamp, signature } = signRongcloud(APP_SECRET, `nonce-${number}`, String(Date.now()));
    const received = await send(emulator.port, {
      path: '/rtc/record/start.json',
      headers: {
        ...{ 'App-Key': APP_KEY, Nonce: nonce, Timestamp: timestamp, Signature: signature },
        ...{ 'Room-Id': `room-${number}`, 'Content-Type': 'application/json' },
      },
      body: JSON.stringify({ ...START, sessionId: `session-${number}` }),
    });
    return answerOf(received).recordId ?? received.text;
  });
  const { recordings } = (await startCaller({ storeFile, now: Date.now })).emulator;
  expect(answered.length).toBeGreaterThanOrEqual(200);
  expect(answered.filter((id) => !recordings.some(({ recordId }) => recordId === id))).toEqual([]);
  // Further tasks come only from calls in flight: one call of each of the seven other callers.
  expect(recordings.length - answered.length).toBeLessThanOrEqual(7);
  expect(recordings.every(({ state }) => state === 'recording')).toBe(true);
});
