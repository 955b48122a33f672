import { cursorOf } from '../../../../src/events/cursor.ts';
import { describe, expect, it } from 'vitest';
import { STORES } from '../../../shared/both-stores.ts';
import { receiver, seqOf } from '../receiver.ts';
import { SECOND, statesOf, webhookHarness } from '../harness.ts';

describe.each(STORES)('webhooks on $name', (store) => {
  it('can be sent again by hand, dead or delivered', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    await test.run();
    const [delivery] = await test.webhooks.deliveries(id, { limit: 1 });
    await test.webhooks.redeliver(delivery!.id);
    await test.run();
    expect(there.accepted.map((one) => one.id)).toEqual([delivery!.id, delivery!.id]);
    expect(there.accepted[1]!.body).toBe(there.accepted[0]!.body);
  });

  it('are sent by hand though the endpoint asked to be left alone', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => ({ status: 429, headers: { 'retry-after': '7200' } });
    await test.run();
    there.behave = () => 200;
    const [delivery] = await test.webhooks.deliveries(id, { limit: 1 });
    expect(await test.webhooks.redeliver(delivery!.id)).toMatchObject({ nextActionAt: test.now() });
    await test.run();
    expect(there.accepted).toHaveLength(1);
  });

  it('are sent by hand though the endpoint fails, and the pause goes on when it fails again', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1, 2, 3);
    there.behave = () => 500;
    await test.run();
    const tries = there.received.length;
    const [delivery] = await test.webhooks.deliveries(id, { limit: 1 });
    await test.webhooks.redeliver(delivery!.id);
    await test.run();
    expect(there.received).toHaveLength(tries + 1);
    expect(await test.webhooks.find(id)).toMatchObject({ failures: 4, holdUntil: test.now() + 10 * SECOND });
  });

  it('are sent again after a cursor', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    await test.change(1, 4);
    await test.run();
    const second = there.accepted[1]!.event;
    await test.webhooks.replay(id, second.cursor);
    await test.run();
    await test.run();
    expect(there.accepted.slice(5).map(seqOf)).toEqual([3, 4, 5]);
    expect(there.accepted[5]!.id).toBe(there.accepted[2]!.id);
    expect(await test.webhooks.find(id)).toMatchObject({ position: 5 });
    await test.begin(2);
    const last = cursorOf({ epoch: second.epoch, seq: 6 });
    await expect(test.webhooks.replay(id, last)).rejects.toMatchObject({ faults: [{ path: ['input', 'after'] }] });
    for (const after of ['2', 'nonsense', '', last.slice(1)])
      await expect(test.webhooks.replay(id, after)).rejects.toMatchObject({ faults: [{ path: ['input', 'after'] }] });
  });

  it('come back at once when a process ended while it sent them', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => 500; // makes the delivery, and leaves it
    await test.run();
    await test.pass(4 * SECOND);
    const held = await test.ledger.webhooks.claim(id, test.now() + SECOND, test.now() + 30 * SECOND, 9);
    expect(held!.deliveries).toHaveLength(1); // and its process is killed
    there.behave = () => 200;
    await test.pass(20 * SECOND, SECOND);
    expect(there.accepted).toHaveLength(0);
    await test.pass(10 * SECOND, SECOND);
    expect(there.accepted).toHaveLength(1);
  });

  it('are sent once by two processes on one ledger', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const second = await test.another();
    const { id } = await test.endpoint(there.url);
    await test.begin(...Array.from({ length: 40 }, (_, number) => number + 1));
    for (let number = 1; number <= 40; number += 1) await test.change(number, 2);
    await Promise.all([test.run(), second.runDue()]);
    await Promise.all([test.run(), second.runDue()]);
    await expect.poll(() => statesOf(test, id)).toEqual(Array(120).fill('DELIVERED'));
    expect(new Set(there.received.map((one) => one.id)).size).toBe(120);
    expect(there.received).toHaveLength(120);
  });
});
