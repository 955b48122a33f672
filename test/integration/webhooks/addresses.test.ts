import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../src/errors.ts';
import { endpointView } from '../../../src/webhooks/view.ts';
import { STORES } from '../../shared/both-stores.ts';
import { SQLITE } from '../../shared/stores.ts';
import { receiver } from './receiver.ts';
import { webhookHarness } from './harness.ts';

const TOKEN = 'CANARY-7f3a91';

/** All bytes of a store, those of its log included. */
function bytesOf(url: string): string {
  const file = url.slice('sqlite:'.length);
  return [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name, 'latin1') : '')).join('');
}

describe.each(STORES)('an address with a token on $name', (store) => {
  it('is delivered to whole, and shown masked', async () => {
    const here = await webhookHarness(store);
    const { webhooks, logged } = here;
    const { url, received } = await receiver();
    const { id } = await here.endpoint(`${url}?token=${TOKEN}&lang=en`);
    await here.begin(1);
    await here.run();
    expect(received.map(({ path }) => path)).toEqual([`/hook?token=${TOKEN}&lang=en`]);
    const view = endpointView((await webhooks.find(id))!);
    expect(view.url).toBe(`${url}?token=[secret]&lang=en`);
    expect(JSON.stringify([await webhooks.list(), logged])).not.toContain(TOKEN);
  });

  it('stays as it is where a client sends back what it was shown, and is replaced by a whole one', async () => {
    const here = await webhookHarness(store);
    const { webhooks } = here;
    const { url, received } = await receiver();
    const { id } = await here.endpoint(`${url}?token=${TOKEN}`);
    const shown = (await webhooks.find(id))!.url;
    expect((await webhooks.update(id, { url: shown, description: 'ours' })).description).toBe('ours');
    await expect(webhooks.update(id, { url: `${shown}&x=1` })).rejects.toThrow(InvalidInput);
    await here.begin(1);
    await here.run();
    await webhooks.update(id, { url: `${url}?token=another` });
    expect((await webhooks.find(id))!.url).toBe(shown); // masked, the two are the same
    await here.begin(2);
    await here.run();
    expect(received.map(({ path }) => path)).toEqual([`/hook?token=${TOKEN}`, '/hook?token=another']);
    await webhooks.update(id, { url });
    expect(await webhooks.find(id)).toMatchObject({ url, sealedUrl: null });
  });

  it('is sealed where an earlier version wrote it in clear', async () => {
    const here = await webhookHarness(store);
    const { ledger, webhooks } = here;
    const { url, received } = await receiver();
    const { id } = await here.endpoint(url);
    const gone = await here.endpoint(url);
    for (const each of [id, gone.id]) await ledger.webhooks.update(each, 0, () => ({ url: `${url}?token=${TOKEN}` }));
    await webhooks.delete(gone.id);
    expect(await webhooks.sealAddresses()).toBe(2);
    expect(await webhooks.sealAddresses()).toBe(0);
    expect((await webhooks.find(id))!.url).toBe(`${url}?token=[secret]`);
    await here.begin(1);
    await here.run();
    expect(received.map(({ path }) => path)).toEqual([`/hook?token=${TOKEN}`]);
  });
});

it('a token is in no byte of a SQLite ledger, also of one that an earlier version wrote', async () => {
  const opened = await SQLITE.open();
  const here = await webhookHarness({ ...SQLITE, open: () => Promise.resolve(opened) });
  const { ledger, webhooks } = here;
  await here.endpoint(`https://u.example/?token=${TOKEN}`);
  const { id } = await here.endpoint('https://v.example/hook');
  expect(bytesOf(opened.url)).not.toContain(TOKEN);
  await ledger.webhooks.update(id, 0, () => ({ url: `https://v.example/?token=${TOKEN}` }));
  expect(bytesOf(opened.url)).toContain(TOKEN);
  await webhooks.sealAddresses();
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve)); // the log is emptied then
  expect(bytesOf(opened.url)).toContain('v.example');
  expect(bytesOf(opened.url)).not.toContain(TOKEN);
});
