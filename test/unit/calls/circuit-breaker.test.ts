import { describe, expect, it } from 'vitest';
import { CallRunner } from '../../../src/calls/call-runner.ts';
import { CircuitOpen } from '../../../src/calls/not-sent.ts';
import type { CallOptions } from '../../../src/calls/call-options.ts';
import { OutcomeUnknown, RecordingErrorCode, VendorRejected, VendorUnreachable } from '../../../src/errors.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';

const unanswered = new OutcomeUnknown('vendor.example', 'ECONNRESET');
const unreachable = new VendorUnreachable('vendor.example', 'ECONNREFUSED');
const refused = new VendorRejected('Gone', undefined, {
  code: RecordingErrorCode.VENDOR_NOT_FOUND,
  message: '',
  retryable: false,
});

/** A runner whose vendor answers as told, and the way to call it. */
function vendor() {
  const time = new DrivenTime([], () => 0);
  const runner = new CallRunner({ callsPerSecond: 0, timing: time });
  const state = { sent: 0 };
  /** Makes so many calls, one after the other, and gives how the last of them ended. */
  const call = async (count: number, failure?: Error, name = 'act', terms: CallOptions = {}): Promise<unknown> => {
    let outcome: unknown;
    for (let made = 0; made < count; made++) {
      const attempt = (): Promise<string> => {
        state.sent++;
        return failure ? Promise.reject(failure) : Promise.resolve('done');
      };
      const ended = runner.run({ name, effect: 'create' }, attempt, terms).catch((error: unknown) => error);
      await time.runUntil(time.now() + 300); // what is tried again is so by then
      outcome = await ended;
    }
    return outcome;
  };
  /** Opens the circuit. */
  const breakDown = (): Promise<unknown> => call(20, unanswered);
  return { time, runner, state, call, breakDown };
}

describe('a circuit', () => {
  it.each<[string, Error]>([
    ['no answer', unanswered],
    ['no connection', unreachable],
  ])('opens after twenty calls with %s', async (_, failure) => {
    const { call } = vendor();
    expect(await call(20, failure)).toBe(failure);
    expect(await call(1)).toBeInstanceOf(CircuitOpen);
  });

  it('sends nothing while it is open', async () => {
    const { call, state, breakDown } = vendor();
    await breakDown();
    await call(5);
    expect(state.sent).toBe(20);
  });

  it('says when the vendor is tried again', async () => {
    const { call, breakDown } = vendor();
    await breakDown();
    const open = (await call(1)) as CircuitOpen;
    expect(open.entries()).toEqual([
      {
        code: 'VENDOR_UNAVAILABLE',
        message: 'Calls of act fail at the vendor, so none is sent for a while. Nothing was started or changed.',
        retryable: true,
        retryAfterMs: 9700,
      },
    ]);
  });

  it.each([
    ['stays closed below half', 11, 'done'],
    ['opens at half', 10, expect.any(CircuitOpen)],
  ])('%s of failures', async (_, successes, outcome) => {
    const { call } = vendor();
    await call(successes);
    await call(10, unanswered);
    expect(await call(1)).toEqual(outcome);
  });

  it('does not judge fewer than twenty calls', async () => {
    const { call } = vendor();
    await call(19, unanswered);
    expect(await call(1)).toBe('done');
  });

  it('forgets calls after 30 s', async () => {
    const { time, call } = vendor();
    await call(19, unanswered);
    await time.runUntil(time.now() + 30_000);
    await call(19, unanswered);
    expect(await call(1)).toBe('done');
  });

  it('takes a refusal for an answer', async () => {
    const { call } = vendor();
    expect(await call(50, refused)).toBe(refused);
  });

  it('learns nothing of the vendor from what was not sent', async () => {
    const { call } = vendor();
    const lost = new Error('the lease was lost');
    const guard = (): never => {
      throw lost;
    };
    expect(await call(50, undefined, 'act', { guard })).toBe(lost);
    expect(await call(1)).toBe('done');
  });

  it('of one action leaves the others alone', async () => {
    const { call, breakDown } = vendor();
    await breakDown();
    expect(await call(1, undefined, 'other')).toBe('done');
  });

  it('stops calls, too, that waited for their slot when it opened', async () => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    let sent = 0;
    const calls = Array.from({ length: 50 }, () =>
      runner.run({ name: 'act', effect: 'create' }, () => (sent++, Promise.reject(unanswered))),
    );
    const settled = Promise.allSettled(calls);
    await time.runToEnd();
    const outcomes = await settled;
    expect(sent).toBe(20);
    expect(outcomes.at(-1)).toEqual({ status: 'rejected', reason: expect.any(CircuitOpen) as unknown });
  });
});

describe('a circuit that was open for 10 s', () => {
  it('lets one call through, and no other beside it', async () => {
    const { time, runner, call, breakDown, state } = vendor();
    await breakDown();
    await time.runUntil(time.now() + 10_000);
    let answer: ((value: string) => void) | undefined;
    const attempt = () => new Promise<string>((resolve) => (answer = resolve));
    const probe = runner.run({ name: 'act', effect: 'create' }, attempt);
    expect(await call(3)).toBeInstanceOf(CircuitOpen);
    expect(state.sent).toBe(20);
    answer!('back');
    expect(await probe).toBe('back');
  });

  it.each([
    ['succeeds', undefined],
    ['is refused', refused],
  ])('closes when that call %s', async (_, failure) => {
    const { time, call, breakDown } = vendor();
    await breakDown();
    await time.runUntil(time.now() + 10_000);
    await call(1, failure);
    expect(await call(1)).toBe('done');
  });

  it('begins to count anew once it has closed', async () => {
    const { time, call, breakDown } = vendor();
    await breakDown();
    await time.runUntil(time.now() + 10_000);
    await call(1);
    await call(19, unanswered);
    expect(await call(1)).toBe('done');
  });

  it('opens for 10 s more when that call fails', async () => {
    const { time, call, breakDown } = vendor();
    await breakDown();
    await time.runUntil(time.now() + 10_000);
    expect(await call(1, unanswered)).toBe(unanswered);
    expect(await call(1)).toMatchObject({ name: 'CircuitOpen', retryAfterMs: 9700 });
    await time.runUntil(time.now() + 9400);
    expect(await call(1)).toBe('done');
  });

  it('lets the next one through when that call was not sent', async () => {
    const { time, runner, call, breakDown } = vendor();
    await breakDown();
    await time.runUntil(time.now() + 10_000);
    const fault = new TypeError('x is undefined');
    await expect(runner.run({ name: 'act', effect: 'create' }, () => Promise.reject(fault))).rejects.toBe(fault);
    expect(await call(1)).toBe('done');
  });
});
