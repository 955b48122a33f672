import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, World } from '../world.ts';
import { Reconciler } from '../../../../src/recordings/engine/reconciler.ts';

/** A reconciler whose rounds come when the test says so. */
async function rounds() {
  const world = await World.open();
  let timers: (() => void)[] = [];
  const timing = { now: () => 0, random: () => 0.5, setTimer: (run: () => void) => void timers.push(run) };
  const reconciler = new Reconciler(world.engine, timing);
  reconciler.start();
  const { engine } = world;
  const all = engine.recorders.all.length + 1; // a round of each product, and the housekeeping
  return {
    world,
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
    const { world, since, round } = await rounds();
    const opened = world.now();
    for (let times = 0; times < 10; times++) {
      await round();
      world.advance(20 * SECOND);
    }
    await round();
    expect(since()).toBe(opened);
    for (const jump of [3 * HOUR, -HOUR, 45 * SECOND]) {
      world.advance(jump);
      await round();
      expect(since()).toBe(world.now());
    }
  });

  it('whose clock jumps by three hours does not tell of missing files before it has listened for two minutes', async () => {
    const { world, round } = await rounds();
    const { id } = await world.recording('TRTC_WEB');
    await round();
    await world.run('stopRecording', { id });
    await round();
    world.advance(5 * SECOND);
    await round();
    await expect.poll(async () => (await world.row(id)).state).toBe('PROCESSING');
    world.advance(3 * HOUR);
    await round();
    await world.due('TRTC_WEB');
    expect(await world.find(id)).toMatchObject({ state: 'PROCESSING' });
    for (let waited = 0; waited < 2 * MINUTE; waited += 20 * SECOND) {
      world.advance(20 * SECOND);
      await round();
    }
    await world.due('TRTC_WEB');
    expect(await world.find(id)).toMatchObject({ state: 'INCOMPLETE', cause: 'CLIENT' });
  });
});
