import { expect, it } from 'vitest';
import { freshFile } from '../../shared/emulation/fresh-file.ts';
import { killAmidStarts, runEmulator } from './killed-emulator.ts';
import { send } from '../../integration/emulation/send-raw.ts';
import { responseOf, signed, startCaller } from '../../integration/providers/tencent/emulator/caller.ts';
import { GME } from '../../integration/providers/tencent/emulator/api/parameters-of.ts';

const PROGRAM = 'test/system/emulators/tencent-process.ts';

it('loses no recording of which it answered the start, when it is killed amid two hundred', async () => {
  const storeFile = freshFile();
  const emulator = await runEmulator(PROGRAM, storeFile);
  const { port } = emulator;
  const answered = await killAmidStarts(emulator, 200, async (number) => {
    // The emulator admits twenty starts a second; its clock advances a tenth of a second between two starts.
    await send(port, { path: '/__control/clock', body: '{"advanceMs":100}' });
    const parameters = { ...GME, RoomId: `room-${number}` };
    const received = await send(port, signed(port, 'gme', 'StartRecord', Date.now() / 1000 | 0, parameters, {})); // prettier-ignore
    return String(responseOf(received).TaskId);
  });
  const { tasks } = await startCaller({ storeFile, now: Date.now });
  const kept = await tasks();
  expect(answered.length).toBeGreaterThanOrEqual(200);
  expect(answered.filter((id) => !kept.some(({ taskId }) => taskId === id))).toEqual([]);
  // Further tasks come only from calls in flight: one call of each of the seven other callers.
  expect(kept.length - answered.length).toBeLessThanOrEqual(7);
  expect(kept.every(({ endedAt }) => endedAt === null)).toBe(true);
});
