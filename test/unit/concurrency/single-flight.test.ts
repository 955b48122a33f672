import { describe, expect, it } from 'vitest';
import { SingleFlight } from '../../../src/concurrency/single-flight.ts';

/** A task whose runs end when the test says so. */
function controlled() {
  const runs: PromiseWithResolvers<undefined>[] = [];
  const flight = new SingleFlight(() => {
    const run = Promise.withResolvers<undefined>();
    runs.push(run);
    return run.promise;
  });
  return { runs, flight };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a single flight', () => {
  it('runs once more for all requests that arrive during a run', async () => {
    const { runs, flight } = controlled();
    const first = flight.run();
    void flight.run();
    void flight.run();
    expect(runs).toHaveLength(1);
    runs[0]!.resolve(undefined);
    await turn();
    expect(runs).toHaveLength(2);
    expect(flight.isRunning).toBe(true);
    runs[1]!.resolve(undefined);
    await first;
    expect(runs).toHaveLength(2);
    expect(flight.isRunning).toBe(false);
  });

  it('loses no request that arrives at the very end of a run', async () => {
    let runs = 0;
    const flight: SingleFlight = new SingleFlight(() => {
      runs += 1;
      if (runs < 5) queueMicrotask(() => queueMicrotask(() => void flight.run()));
      return Promise.resolve();
    });
    await flight.run();
    await turn();
    expect(runs).toBe(5);
  });

  it('rejects with the error of the last run, and can run again', async () => {
    const { runs, flight } = controlled();
    const failing = flight.run();
    runs[0]!.reject(new Error('no disk'));
    await expect(failing).rejects.toThrow('no disk');
    const next = flight.run();
    runs[1]!.resolve(undefined);
    await next;
  });

  it('runs again after an error when a run was requested meanwhile', async () => {
    const { runs, flight } = controlled();
    const both = flight.run();
    void flight.run();
    runs[0]!.reject(new Error('no disk'));
    await turn();
    runs[1]!.resolve(undefined);
    await both;
  });

  it('is idle when no run is active or requested', async () => {
    const { runs, flight } = controlled();
    await flight.idle();
    flight.run().catch(() => undefined);
    let isIdle = false;
    const idle = flight.idle().then(() => (isIdle = true));
    await turn();
    expect(isIdle).toBe(false);
    runs[0]!.reject(new Error('no disk'));
    await idle;
  });

  it('stops after the active run', async () => {
    const { runs, flight } = controlled();
    void flight.run();
    void flight.run();
    const stopped = flight.stop();
    runs[0]!.resolve(undefined);
    await stopped;
    await flight.run();
    expect(runs).toHaveLength(1);
  });

  it('runs again after a task that throws before its first await', async () => {
    let runs = 0;
    const flight = new SingleFlight(() => {
      runs += 1;
      throw new Error('no disk');
    });
    await expect(flight.run()).rejects.toThrow('no disk');
    await expect(flight.run()).rejects.toThrow('no disk');
    expect(runs).toBe(2);
  });
});
