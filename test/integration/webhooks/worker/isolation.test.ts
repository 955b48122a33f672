import { describe, expect, it, vi } from 'vitest';
import { STORES } from '../../../shared/both-stores.ts';
import { receiver } from '../receiver.ts';
import { SECOND, webhookHarness } from '../harness.ts';

describe.each(STORES)('webhooks on $name', (store) => {
  it('reach all others where those of one endpoint cannot be made', async () => {
    const [test, there, other] = [await webhookHarness(store), await receiver(), await receiver()];
    const [{ id }] = [await test.endpoint(there.url), await test.endpoint(other.url)];
    const { webhooks } = test.ledger;
    const fanOut = webhooks.fanOut.bind(webhooks);
    const broken = vi
      .spyOn(webhooks, 'fanOut')
      .mockImplementation((endpoint, ...rest) =>
        endpoint === id ? Promise.reject(new Error('it cannot be made')) : fanOut(endpoint, ...rest),
      );
    other.behave = () => 500;
    await test.begin(1);
    await test.run();
    other.behave = () => 200;
    await test.pass(5 * SECOND);
    expect(other.accepted).toHaveLength(1);
    expect(test.logged).toContainEqual([
      'warn',
      { err: new Error('it cannot be made'), endpointId: id },
      expect.any(String),
    ]);
    broken.mockRestore();
    await test.run();
    expect(there.accepted).toHaveLength(1);
  });

  it('do not wait for those of another endpoint to be made', async () => {
    const [test, there, other] = [await webhookHarness(store), await receiver(), await receiver()];
    const [{ id }] = [await test.endpoint(there.url), await test.endpoint(other.url)];
    const { webhooks } = test.ledger;
    const fanOut = webhooks.fanOut.bind(webhooks);
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    vi.spyOn(webhooks, 'fanOut').mockImplementation(async (endpoint, ...rest) => {
      if (endpoint === id) await slow;
      return fanOut(endpoint, ...rest);
    });
    await test.begin(1);
    const first = test.run();
    await expect.poll(() => other.accepted.length).toBe(1);
    await test.begin(2);
    const second = test.run();
    await expect.poll(() => other.accepted.length).toBe(2);
    expect(there.received).toHaveLength(0);
    goOn();
    await Promise.all([first, second]);
    expect(there.accepted).toHaveLength(2);
  });

  it('in progress are waited for at the end, also to an endpoint that was deleted meanwhile', async () => {
    const [test, hanging, other] = [await webhookHarness(store), await receiver(), await receiver()];
    const waiting: (() => void)[] = [];
    hanging.behave = () => (response) => waiting.push(() => response.writeHead(204).end());
    const { id } = await test.endpoint(hanging.url);
    await test.endpoint(other.url);
    await test.begin(1);
    const run = test.run();
    await expect.poll(() => waiting.length).toBe(1);
    await test.webhooks.delete(id);
    await test.begin(2);
    test.worker.wake();
    await expect.poll(() => other.accepted.length).toBe(2); // the worker has seen that the endpoint is deleted
    let hasStopped = false;
    const stop = test.worker.stop().then(() => (hasStopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    await test.ledger.probe();
    expect(hasStopped).toBe(false);
    waiting[0]!();
    await Promise.all([stop, run]);
  });

  it('reach one receiver while all others hang, are dead, or fail', async () => {
    const test = await webhookHarness(store, { timeoutMs: 20_000 });
    const [well, hanging, failing] = [await receiver(), await receiver(), await receiver()];
    const waiting: (() => void)[] = [];
    hanging.behave = () => (response) => waiting.push(() => response.writeHead(204).end());
    failing.behave = () => 500;
    for (const url of [hanging.url, failing.url, 'http://127.0.0.1:9/', well.url]) await test.endpoint(url);
    await test.begin(...Array.from({ length: 100 }, (_, number) => number + 1));
    const run = test.run();
    await expect.poll(() => well.accepted.length).toBe(100);
    expect(hanging.received).toHaveLength(10); // as many as are under way at a time
    expect(failing.received.length).toBeLessThan(20);
    hanging.behave = () => 204;
    for (const answer of waiting) answer();
    await run;
    expect(hanging.received).toHaveLength(100);
  });
});
