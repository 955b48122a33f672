import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, RecordingHarness } from '../harness.ts';
import { Reconciler } from '../../../../src/recordings/engine/reconciler.ts';

/** A reconciler whose rounds come when the test says so. */
async function rounds() {
  const harness = await RecordingHarness.open();
  let timers: (() => void)[] = [];
  const timing = { now: () => 0, random: () => 0.5, setTimer: (run: () => void) => void timers.push(run) };
  const reconciler = new Reconciler(harness.engine, timing);
  reconciler.start();
  const { engine } = harness;
  const all = engine.recorders.all.length + 1; // a round of each product, and the housekeeping
  return {
    harness,
    since: () => engine.policy.listeningSince!(),
    /** Runs every timer once, and waits until each round has set its next one. */
    round: async (): Promise<void> => {
      const due = timers;
      timers = [];
      for (const run of due) run();
      await expect.poll(() => timers.length).toBe(all);
    },
  };
}

describe('a server', () => {
  it('that stood still, or whose clock jumped, in either direction, has listened since then only', async () => {
    const { harness, since, round } = await rounds();
    const opened = harness.now();
    for (let times = 0; times < 10; times++) {
      await round();
      harness.advance(20 * SECOND);
    }
    await round();
    expect(since()).toBe(opened);
    for (const jump of [3 * HOUR, -HOUR, 45 * SECOND]) {
      harness.advance(jump);
      await round();
      expect(since()).toBe(harness.now());
    }
  });

  it('whose clock jumps by three hours reports no missing files before it has listened for two minutes', async () => {
    const { harness, round } = await rounds();
    const { id } = await harness.recording('TRTC_WEB');
    await round();
    await harness.run('stopRecording', { id });
    await round();
    harness.advance(5 * SECOND);
    await round();
    await expect.poll(async () => (await harness.row(id)).state).toBe('PROCESSING');
    harness.advance(3 * HOUR);
    await round();
    await harness.due('TRTC_WEB');
    expect(await harness.find(id)).toMatchObject({ state: 'PROCESSING' });
    for (let waited = 0; waited < 2 * MINUTE; waited += 20 * SECOND) {
      harness.advance(20 * SECOND);
      await round();
    }
    await harness.due('TRTC_WEB');
    expect(await harness.find(id)).toMatchObject({ state: 'INCOMPLETE', cause: 'CLIENT' });
  });
});
