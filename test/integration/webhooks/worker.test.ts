import { cursorOf } from '../../../src/events/cursor.ts';
import { describe, expect, it, vi } from 'vitest';
import { RecordingState } from '../../../src/domain/recording.ts';
import { STORES } from '../../shared/both-stores.ts';
import { file, idOf } from '../../shared/ledger/sample.ts';
import { receiver, verify, type Received } from './receiver.ts';
import { HOUR, MINUTE, SECOND, webhookHarness } from './harness.ts';

const statesOf = async (test: Awaited<ReturnType<typeof webhookHarness>>, id: string) =>
  (await test.webhooks.deliveries(id, { limit: 1000 })).map(({ state }) => state);

/** The number of the change that it tells. */
const seqOf = ({ event }: Received) => Number(event.sequence);

describe.each(STORES)('webhooks on $name', (store) => {
  it('are delivered once each, and the official library accepts them', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id, secret } = await test.endpoint(there.url);
    await test.begin(1, 2);
    await test.change(1, 3);
    await test.run();
    await test.run();
    expect(there.received).toHaveLength(5);
    for (const one of there.received) expect(verify(one, secret, test.now())).toEqual(one.event);
    expect(there.received.map(seqOf).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(there.received[0]!.headers).toMatchObject({ 'content-type': 'application/cloudevents+json; charset=utf-8' });
    expect(await statesOf(test, id)).toEqual(Array(5).fill('DELIVERED'));
  });

  it('tell what is committed after the endpoint was made, and nothing of before', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    await test.begin(1);
    await test.endpoint(there.url);
    await test.begin(2);
    await test.run();
    expect(there.received.map(({ event }) => event.subject)).toEqual([idOf(2)]);
  });

  it('are only those that the filter of the endpoint wants', async () => {
    const [test, there, other] = [await webhookHarness(store), await receiver(), await receiver()];
    await test.endpoint(there.url, { states: [RecordingState.PAUSED] });
    await test.endpoint(other.url, { label: { name: 'lesson', value: '1' }, kinds: ['STATE'] });
    await test.begin(1, 2);
    await test.change(2, 4);
    await test.run();
    expect(there.received.map(({ event }) => event.type)).toEqual(Array(2).fill('tapedeck.recording.paused'));
    expect(other.received.map(({ event }) => event.subject)).toEqual([idOf(1)]);
  });

  it('tell of a file with all that is known of it', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    await test.begin(1);
    await test.endpoint(there.url);
    const seen = file('a.mp4', { state: 'READY', url: 'https://files.example/a.mp4?sign=1', sizeBytes: 2 ** 52 });
    await test.ledger.update(idOf(1), () => ({ at: test.now(), files: [seen] }));
    await test.run();
    expect(there.received[0]!.event).toMatchObject({
      type: 'tapedeck.recording.file',
      data: { change: { file: 'a.mp4' }, file: { name: 'a.mp4', url: seen.url, sizeBytes: String(2 ** 52) } },
    });
  });

  it('arrive all, in order per recording, after the receiver was down for an hour', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id, secret } = await test.endpoint(there.url);
    const numbers = Array.from({ length: 20 }, (_, number) => number + 1);
    there.behave = () => 500;
    await test.begin(...numbers);
    for (let minute = 0; minute < 60; minute += 1) {
      await test.change(numbers[minute % 20]!);
      await test.run();
      await test.pass(MINUTE);
    }
    const lost = there.received.length;
    expect(there.accepted).toHaveLength(0);
    there.behave = () => 200;
    await test.pass(12 * MINUTE, 10 * SECOND);

    expect(await statesOf(test, id)).toEqual(Array(80).fill('DELIVERED'));
    for (const number of numbers) {
      const told = there.accepted.filter(({ event }) => event.subject === idOf(number));
      const order = told.map(seqOf);
      expect(order).toHaveLength(4);
      expect(order).toEqual([...order].sort((one, other) => one - other));
    }
    for (const one of there.accepted) verify(one, secret, Number(one.headers['webhook-timestamp']) * SECOND);
    expect(lost).toBeLessThan(40); // a receiver that is down is not shouted at
  });

  it('do not overtake an earlier one of the same recording, and do not wait for another recording', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    await test.endpoint(there.url);
    await test.begin(1, 2);
    await test.change(1);
    await test.change(2);
    there.behave = (one) => (seqOf(one) === 1 ? 500 : 200);
    await test.run();
    expect(there.received.map(seqOf).sort()).toEqual([1, 2, 4]);
    there.behave = () => 200;
    await test.pass(5 * SECOND);
    expect(there.received.slice(3).map(seqOf)).toEqual([1, 3]);
  });

  it('keep their id and their body when they are sent again', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { secret } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => 503;
    await test.run();
    await test.change(1);
    await test.pass(5 * SECOND);
    const [first, second] = there.received;
    expect([second!.id, second!.body]).toEqual([first!.id, first!.body]);
    expect(second!.headers['webhook-timestamp']).not.toBe(first!.headers['webhook-timestamp']);
    verify(second!, secret, test.now());
  });

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

  it('fail at a redirect, which is not followed', async () => {
    const [test, there, elsewhere] = [await webhookHarness(store), await receiver(), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => ({ status: 307, headers: { location: elsewhere.url } });
    await test.run();
    expect(elsewhere.received).toHaveLength(0);
    expect(await test.webhooks.deliveries(id, { limit: 1 })).toMatchObject([{ state: 'PENDING', lastStatus: 307 }]);
  });

  it('fail at an endpoint that does not answer in time', async () => {
    const [test, there] = [await webhookHarness(store, { timeoutMs: 50 }), await receiver()];
    const { id } = await test.endpoint(there.url);
    await test.begin(1);
    there.behave = () => () => undefined;
    await test.run();
    expect(await test.webhooks.deliveries(id, { limit: 1 })).toMatchObject([{ attempts: 1, lastError: 'TIMEOUT' }]);
  });

  it('are signed with both secrets for a day after a rotation, and then with the new one', async () => {
    const [test, there] = [await webhookHarness(store), await receiver()];
    const { id, secret: old } = await test.endpoint(there.url);
    const secret = (await test.webhooks.rotateSecret(id)).secret.reveal();
    await test.begin(1);
    await test.run();
    for (const valid of [old, secret]) verify(there.received[0]!, valid, test.now());
    await test.pass(24 * HOUR);
    await test.begin(2);
    await test.run();
    verify(there.received[1]!, secret, test.now());
    expect(() => verify(there.received[1]!, old, test.now())).toThrow('No matching signature');
  });

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

  it('are told again behind a cursor', async () => {
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
