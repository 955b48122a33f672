import { describe, expect, it, onTestFinished } from 'vitest';
import { AddressRefused, callbackPost } from '../../../../src/emulation/callbacks/post.ts';
import { startReceiver } from '../../../shared/emulation/receiver.ts';

function sending(options: Partial<Parameters<typeof callbackPost>[0]>) {
  const post = callbackPost({ isOwn: () => false, allowPrivate: false, ...options });
  onTestFinished(() => post.close());
  return (url: string, signal = new AbortController().signal) => post(url, { 'x-key': 'k' }, '{"a":1}', signal);
}

const CLOUDS = ['http://168.63.129.16/', 'http://[::ffff:168.63.129.16]/', 'http://169.254.169.254/latest'];

describe('a callback of an emulator', () => {
  it('does not go to this machine or a private network by itself', async () => {
    const { url, arrived } = await startReceiver();
    const send = sending({});
    for (const address of [url, 'http://10.0.0.1/', 'https://[::1]/', ...CLOUDS]) {
      await expect(send(address)).rejects.toBeInstanceOf(AddressRefused);
    }
    expect(arrived).toEqual([]);
  });

  it('goes there where that is allowed', async () => {
    const { url, arrived } = await startReceiver();
    expect(await sending({ allowPrivate: true })(url)).toBe(200);
    expect(arrived).toMatchObject([{ headers: { 'x-key': 'k' }, body: Buffer.from('{"a":1}') }]);
  });

  it("goes to the operator's address, but to no other address on this machine", async () => {
    const [own, other] = [await startReceiver(), await startReceiver()];
    const send = sending({ isOwn: (url) => url.startsWith(own.url) });
    expect(await send(own.url)).toBe(200);
    await expect(send(other.url)).rejects.toBeInstanceOf(AddressRefused);
    expect(other.arrived).toEqual([]);
  });

  it.each(CLOUDS)('never goes to where clouds keep the credentials of a machine: %s', async (url) => {
    await expect(sending({ allowPrivate: true, isOwn: () => true })(url)).rejects.toBeInstanceOf(AddressRefused);
  });

  it('ends when it is given up', async () => {
    const receiver = await startReceiver();
    receiver.status = null; // never answers
    const attempt = new AbortController();
    const sent = sending({ allowPrivate: true })(receiver.url, attempt.signal);
    await expect.poll(() => receiver.arrived.length).toBe(1);
    attempt.abort();
    await expect(sent).rejects.toThrow();
  });
});
