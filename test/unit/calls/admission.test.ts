import { describe, expect, it } from 'vitest';
import { CallRunner } from '../../../src/calls/call-runner.ts';
import type { Effect } from '../../../src/calls/retry.ts';
import { NoAnswer, OutcomeUnknown, VendorUnreachable } from '../../../src/errors.ts';
import { DrivenTime, hurriedTiming } from '../../shared/calls/driven-time.ts';
import { SlotsInMemory } from './slots-in-memory.ts';

const unreachable = new VendorUnreachable('vendor.example', 'ECONNREFUSED');
const unanswered = new OutcomeUnknown('vendor.example', 'ECONNRESET');
const leaseLost = new Error('the lease was lost');

/** A guard that lets so many tries pass, and what it throws then. */
function guardAfter(passes: number, failure: Error = leaseLost): () => void {
  let left = passes;
  return () => {
    if (left-- === 0) throw failure;
  };
}

/** Runs a call whose every try fails so, under a guard. */
async function run(effect: Effect, failure: Error, guard: () => void) {
  const runner = new CallRunner({ callsPerSecond: 0, timing: hurriedTiming() });
  let sent = 0;
  const attempt = (): Promise<never> => (sent++, Promise.reject(failure));
  const outcome: unknown = await runner
    .run({ name: 'act', effect }, attempt, { guard })
    .catch((error: unknown) => error);
  return { outcome, sent };
}

describe('a guard', () => {
  it('that throws keeps the call from being sent', async () => {
    expect(await run('create', unreachable, guardAfter(0))).toEqual({ outcome: leaseLost, sent: 0 });
  });

  it('is asked before every try, and ends the call when it throws', async () => {
    expect(await run('create', unreachable, guardAfter(2))).toEqual({ outcome: leaseLost, sent: 2 });
  });

  it('leaves the outcome unknown that an earlier try has', async () => {
    expect(await run('delete', unanswered, guardAfter(1))).toEqual({ outcome: unanswered, sent: 1 });
  });

  it('leaves a read without an answer that an earlier try did not get', async () => {
    expect((await run('read', unanswered, guardAfter(1))).outcome).toBeInstanceOf(NoAnswer);
  });

  it('ends the call even with an error that would be tried again', async () => {
    expect(await run('read', unanswered, guardAfter(0, unreachable))).toEqual({ outcome: unreachable, sent: 0 });
  });

  it('is asked after the wait for the slot, not before', async () => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    const askedAt: number[] = [];
    const guard = (): void => void askedAt.push(time.now());
    const call = (): Promise<number> =>
      runner.run({ name: 'act', effect: 'create' }, () => Promise.resolve(time.now()), { guard });
    const sent = Promise.all([call(), call(), call()]);
    await time.runToEnd();
    expect(askedAt).toEqual([0, 55, 110]);
    expect(await sent).toEqual([0, 55, 110]);
  });

  it.each([
    ['not needed', 0],
    ['awaited', 20],
  ])('is asked again before a try is sent a second time, the slot being %s', async (_, callsPerSecond) => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond, timing: time });
    let sent = 0;
    const attempt = async (nextSlot: () => Promise<void> | undefined): Promise<void> => {
      sent++;
      await nextSlot();
      sent++;
    };
    const call = runner.run({ name: 'act', effect: 'read' }, attempt, { guard: guardAfter(1, unreachable) });
    const failed = expect(call).rejects.toBe(unreachable);
    await time.runToEnd();
    await failed;
    expect(sent).toBe(1);
  });
});

describe('a source of slots that fails', () => {
  it('ends the call before anything is sent, and is not asked again', async () => {
    const time = new DrivenTime();
    const slots = new SlotsInMemory(time);
    slots.failure = new Error('the store is gone');
    const runner = new CallRunner({ callsPerSecond: 20, slots, timing: time });
    let sent = 0;
    const call = runner.run({ name: 'act', effect: 'read' }, () => Promise.resolve(++sent));
    const failed = expect(call).rejects.toBe(slots.failure);
    await time.runToEnd();
    await failed;
    expect([sent, slots.asked]).toEqual([0, 1]);
  });

  it('leaves the outcome unknown that an earlier try has', async () => {
    const time = new DrivenTime();
    const slots = new SlotsInMemory(time);
    const runner = new CallRunner({ callsPerSecond: 20, slots, timing: time });
    const call = runner.run({ name: 'act', effect: 'delete' }, () => {
      slots.failure = new Error('the store is gone');
      return Promise.reject(unanswered);
    });
    const failed = expect(call).rejects.toBe(unanswered);
    await time.runToEnd();
    await failed;
  });
});
