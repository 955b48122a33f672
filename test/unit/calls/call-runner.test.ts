import { describe, expect, it } from 'vitest';
import { CallRunner, type Retry } from '../../../src/calls/call-runner.ts';
import type { Effect } from '../../../src/calls/retry.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import {
  NoAnswer,
  OutcomeUnknown,
  RecordingErrorCode,
  VendorRejected,
  VendorUnreachable,
} from '../../../src/errors.ts';
import { DrivenTime, hurriedTiming } from '../../shared/calls/driven-time.ts';

const { VENDOR_THROTTLED, VENDOR_NOT_FOUND } = RecordingErrorCode;
const unreachable = new VendorUnreachable('vendor.example', 'ECONNREFUSED');
const unanswered = new OutcomeUnknown('vendor.example', 'ECONNRESET');
const throttled = new VendorRejected('Limit', undefined, {
  code: VENDOR_THROTTLED,
  message: '',
  retryable: true,
  retryAfterMs: 1000,
});
const gone = new VendorRejected('Gone', undefined, { code: VENDOR_NOT_FOUND, message: '', retryable: false });

/** Runs a call whose tries fail as told, the last failure again and again, unless the list ends with an answer. */
async function run(effect: Effect, ...tries: (Error | string)[]) {
  const timing = hurriedTiming();
  const retries: Retry[] = [];
  const runner = new CallRunner({ callsPerSecond: 0, timing, onRetry: (retry) => retries.push(retry) });
  let count = 0;
  const outcome: unknown = await runner
    .run({ name: 'act', effect }, () => {
      const next = tries[Math.min(count++, tries.length - 1)]!;
      return typeof next === 'string' ? Promise.resolve(next) : Promise.reject(next);
    })
    .catch((error: unknown) => error);
  return { outcome, count, retries, waits: timing.waits };
}

describe('a call', () => {
  it('that succeeds is tried once, and waits for nothing', async () => {
    expect(await run('create', 'done')).toEqual({ outcome: 'done', count: 1, retries: [], waits: [] });
  });

  it.each<[Effect, string, Error, number]>([
    ['read', 'cannot be reached', unreachable, 3],
    ['create', 'cannot be reached', unreachable, 3],
    ['delete', 'does not answer', unanswered, 3],
    ['create', 'does not answer', unanswered, 1],
    ['update', 'does not answer', unanswered, 1],
    ['create', 'has too many calls', throttled, 5],
    ['read', 'refuses', gone, 1],
  ])('(%s) to a vendor that %s throws that after its tries', async (effect, _, failure, tries) => {
    expect(await run(effect, failure)).toMatchObject({ outcome: failure, count: tries });
  });

  it('that is answered in the end has succeeded', async () => {
    expect(await run('create', throttled, unreachable, 'done')).toMatchObject({ outcome: 'done', count: 3 });
  });

  it('waits longer every time, and says so', async () => {
    const { waits, retries } = await run('create', throttled);
    expect(waits).toEqual([1250, 1500, 2000, 3000]);
    expect(retries[0]).toEqual({ action: 'act', failedTries: 1, waitMs: 1250, reason: throttled.message });
  });

  it('that only reads has no unknown outcome', async () => {
    expect((await run('read', unanswered)).outcome).toBeInstanceOf(NoAnswer);
  });

  it.each([
    ['was not sent', unreachable],
    ['was throttled', throttled],
  ])('of unknown outcome stays so when the next try %s', async (_, later) => {
    expect((await run('delete', unanswered, later)).outcome).toBe(unanswered);
  });

  it('of unknown outcome is known when the next try was answered', async () => {
    expect((await run('delete', unanswered, gone)).outcome).toBe(gone);
  });

  it('is not tried when that would start later than 20 s after the first', async () => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond: 0, timing: time });
    let tries = 0;
    const slow = runner.run({ name: 'act', effect: 'read' }, async () => {
      tries++;
      await new Promise<void>((resolve) => {
        time.setTimer(resolve, 11_000);
      });
      throw unanswered;
    });
    const failed = expect(slow).rejects.toBeInstanceOf(NoAnswer);
    await time.runToEnd();
    await failed;
    expect(tries).toBe(2);
    expect(time.now()).toBeLessThan(30_000);
  });
});

describe('a storm', () => {
  it('ends when the quota is used up: then every call is tried once', async () => {
    const runner = new CallRunner({ callsPerSecond: 0, timing: hurriedTiming() });
    let tries = 0;
    const call = () =>
      runner.run({ name: 'act', effect: 'read' }, () => {
        tries++;
        return Promise.reject(unanswered);
      });
    await Promise.allSettled(Array.from({ length: 1000 }, call));
    expect(tries).toBe(1000 + 500 / 10);
  });
});

describe('a paced call', () => {
  it('takes a slot for every try, and for what a try sends again', async () => {
    const time = new DrivenTime([], () => 0);
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    const sent: number[] = [];
    const call = runner.run({ name: 'act', effect: 'create' }, async (nextSlot) => {
      sent.push(time.now());
      await nextSlot();
      sent.push(time.now());
      if (sent.length < 4) throw unreachable;
      return 'done';
    });
    await time.runToEnd();
    expect(await call).toBe('done');
    expect(sent).toEqual([0, 55, 110, 165]);
  });

  it('is refused when its turn would come later than 20 s from now, and nothing is sent', async () => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    let sent = 0;
    const calls = Array.from({ length: 500 }, () =>
      runner.run({ name: 'act', effect: 'create' }, () => Promise.resolve(++sent)),
    );
    const settled = Promise.allSettled(calls);
    await time.runToEnd();
    const refused = (await settled).filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(sent).toBe(1 + Math.floor(20_000 / 55));
    expect(refused).toHaveLength(500 - sent);
    expect(refused.every(({ reason }) => reason instanceof TooManyCalls)).toBe(true);
  });

  it('throws what its first try threw when there is no slot for another', async () => {
    const time = new DrivenTime([], () => 0);
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    const fill = () => runner.run({ name: 'act', effect: 'create' }, () => Promise.resolve()).catch(() => undefined);
    const others: Promise<unknown>[] = [];
    const call = runner.run({ name: 'act', effect: 'delete' }, () => {
      others.push(...Array.from({ length: 500 }, fill));
      return Promise.reject(unanswered);
    });
    const failed = expect(call).rejects.toBe(unanswered);
    await time.runToEnd();
    await failed;
    await Promise.all(others);
  });

  it('shows the status of its action', async () => {
    const runner = new CallRunner({ callsPerSecond: 20, timing: new DrivenTime() });
    await runner.run({ name: 'act', effect: 'read' }, () => Promise.resolve());
    expect(runner.actions()).toEqual([{ name: 'act', available: 0, waitMs: 55 }]);
  });

  it('is not paced at 0 calls per second', async () => {
    const runner = new CallRunner({ callsPerSecond: 0 });
    await Promise.all(
      Array.from({ length: 100 }, () => runner.run({ name: 'act', effect: 'create' }, () => Promise.resolve())),
    );
    expect(runner.actions()).toEqual([]);
  });
});
