import { describe, expect, it } from 'vitest';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { STORES } from '../../../shared/both-stores.ts';
import { file, idOf } from '../../../shared/ledger/sample.ts';
import { receiver, seqOf, verify } from '../receiver.ts';
import { HOUR, MINUTE, SECOND, statesOf, webhookHarness } from '../harness.ts';

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

  it('report what is committed after the endpoint was created, and nothing from before', async () => {
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

  it('report a file with all known members', async () => {
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
});
