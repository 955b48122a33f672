import { describe, expect, it } from 'vitest';
import { STORES } from '../../../shared/both-stores.ts';
import { receiver, seqOf } from '../receiver.ts';
import { HOUR, MINUTE, SECOND, webhookHarness } from '../harness.ts';

describe.each(STORES)('webhooks on $name', (store) => {
  it('are tried for three days, are dead then, and dead ones hold nothing up', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    await test.change(1);
    const times: number[] = [];
    there.behave = (one) => {
      if (seqOf(one) !== 1) return 200;
      times.push(test.now());
      return 400;
    };
    await test.run();
    for (let number = 2; number < 80; number += 1) {
      await test.begin(number); // others arrive, so the endpoint is well
      await test.run();
      await test.pass(HOUR, number === 2 ? 5 * SECOND : 30 * MINUTE);
    }
    const lasted = (times.at(-1)! - times[0]!) / HOUR;
    expect(lasted).toBeGreaterThan(75.5);
    expect(lasted).toBeLessThan(79);
    const deliveries = await test.webhooks.deliveries(id, { limit: 100 });
    const [after, dead] = deliveries.slice(-2);
    expect(dead).toMatchObject({ seq: 1, state: 'DEAD', attempts: 10, lastStatus: 400 });
    expect(after).toMatchObject({ seq: 2, state: 'DELIVERED' });
    expect(test.logged.filter(([level]) => level === 'error')).toMatchObject([
      ['error', { deliveryId: dead!.id }, /./],
    ]);
    expect(await test.webhooks.find(id)).toMatchObject({ state: 'ENABLED' });
  });

  it('are no more sent to an endpoint that answers 410, until it is enabled again', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => 410;
    await test.run();
    expect(await test.webhooks.find(id)).toMatchObject({ state: 'FAILED', cause: 'GONE' });
    await test.begin(2);
    await test.run();
    await test.pass(24 * HOUR, HOUR);
    expect(there.received).toHaveLength(1);
    there.behave = () => 200;
    await test.webhooks.update(id, { isEnabled: true });
    await test.run();
    expect(there.accepted.map(seqOf).sort()).toEqual([1, 2]);
    expect(await test.webhooks.find(id)).toMatchObject({ state: 'ENABLED', cause: null, failures: 0 });
  });

  it('leave an endpoint alone for as long as its Retry-After says, also with other events', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => ({ status: 429, headers: { 'retry-after': '600' } });
    await test.run();
    await test.begin(2, 3);
    await test.run();
    await test.pass(599 * SECOND, 30 * SECOND);
    expect(there.received).toHaveLength(1);
    there.behave = () => 200;
    await test.pass(SECOND);
    expect(there.accepted).toHaveLength(3);
  });

  it('go to a corrected address at once, though the old one asked to be left alone', async () => {
    const [test, wrong, right] = [await webhookHarness(store), await receiver(), await receiver()];
    const { id } = await test.endpoint(wrong.url);
    await test.begin(1);
    wrong.behave = () => ({ status: 429, headers: { 'retry-after': '7200' } });
    await test.run();
    const changed = await test.webhooks.update(id, { url: right.url });
    expect(changed).toMatchObject({ state: 'ENABLED', failures: 0, failingSince: null, holdUntil: null });
    await test.begin(2);
    await test.run();
    expect(right.accepted.map(seqOf).sort()).toEqual([1, 2]);
  });

  it('go to a corrected address at once, though the old one failed for hours', async () => {
    const [test, wrong, right] = [await webhookHarness(store), await receiver(), await receiver()];
    const { id } = await test.endpoint(wrong.url);
    await test.begin(1, 2, 3);
    wrong.behave = () => 500;
    await test.run();
    await test.pass(5 * HOUR, 10 * MINUTE);
    await test.webhooks.update(id, { url: right.url });
    await test.run();
    expect(right.accepted).toHaveLength(3);
  });

  it('are not held up at a corrected address by what the old one answers then', async () => {
    const [test, wrong, right] = [await webhookHarness(store), await receiver(), await receiver()];
    const { id } = await test.endpoint(wrong.url);
    await test.begin(1);
    const waiting: (() => void)[] = [];
    wrong.behave = () => (response) => waiting.push(() => response.writeHead(503, { 'retry-after': '7200' }).end());
    const run = test.run();
    await expect.poll(() => waiting.length).toBe(1);
    await test.webhooks.update(id, { url: right.url });
    waiting[0]!();
    await run;
    expect(right.accepted.map(seqOf)).toEqual([1]);
    expect(await test.webhooks.find(id)).toMatchObject({ failures: 0, holdUntil: null });
  });

  it('stay where they are when an endpoint that was given up gets another address, until it is enabled', async () => {
    const [test, wrong, right] = [await webhookHarness(store), await receiver(), await receiver()];
    const { id } = await test.endpoint(wrong.url);
    await test.begin(1);
    wrong.behave = () => 410;
    await test.run();
    expect(await test.webhooks.update(id, { url: right.url })).toMatchObject({ state: 'FAILED', cause: 'GONE' });
    await test.run();
    expect(right.received).toHaveLength(0);
    await test.webhooks.update(id, { isEnabled: true });
    await test.run();
    expect(right.accepted).toHaveLength(1);
  });

  it('keep the pause of an endpoint of which something else is changed', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => ({ status: 429, headers: { 'retry-after': '600' } });
    await test.run();
    const { holdUntil } = (await test.webhooks.find(id))!;
    expect(holdUntil).not.toBeNull();
    const changed = await test.webhooks.update(id, { url: there.url, description: 'ours', isEnabled: true });
    expect(changed).toMatchObject({ failures: 1, holdUntil });
  });

  it('end, with a loud word, at an endpoint that has failed for longer than all retries take', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    there.behave = () => 500;
    await test.begin(1, 2, 3, 4, 5, 6);
    await test.run();
    await test.pass(85 * HOUR, 10 * MINUTE);
    expect(await test.webhooks.find(id)).toMatchObject({ state: 'FAILED', cause: 'FAILING' });
    const told = test.logged.filter(([, { cause }]) => cause === 'FAILING');
    expect(told).toMatchObject([['error', { endpointId: id }, /./]]);
    const tries = there.received.length;
    await test.pass(HOUR, MINUTE);
    expect(there.received).toHaveLength(tries);
  });

  it('that cannot be signed are no failures of the endpoint, and are sent when they can', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.ledger.webhooks.update(id, test.now(), () => ({ secret: 'sealed with another key' }));
    await test.begin(1, 2, 3);
    await test.run();
    await test.pass(100 * HOUR, 10 * HOUR);
    expect(there.received).toHaveLength(0);
    expect(await test.webhooks.find(id)).toMatchObject({ state: 'ENABLED', failures: 0, failingSince: null });
    const delivery = { state: 'PENDING', attempts: 0, lastError: 'SECRET_UNREADABLE' };
    expect(await test.webhooks.deliveries(id, { limit: 9 })).toMatchObject([delivery, delivery, delivery]);
    const reason = 'SECRET_UNREADABLE';
    expect(test.logged.filter(([level]) => level === 'error')).toMatchObject(
      Array(3).fill(['error', { endpointId: id, reason }, /server key/]),
    );
    for (let turn = 0; turn < 2; turn += 1) await test.webhooks.rotateSecret(id);
    await test.pass(MINUTE);
    expect(there.accepted).toHaveLength(3);
  });
});
