import { expect } from 'vitest';
import { oneKeyForAll } from '../../../../../src/providers/tencent/callbacks/keys.ts';
import type { TencentEmulatorOptions } from '../../../../../src/providers/tencent/emulator/emulator.ts';
import { parseJson } from '../../../../../src/wire/json.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { startReceiver, type Arrived } from '../../../../shared/emulation/receiver.ts';
import { startCaller, type Fields } from './caller.ts';

export const KEYS = { trtc: 'trtc-key', tiw: 'tiw-key', gme: 'gme-key' } as const;
const LINES = ['tencent/trtc', 'tencent/tiw', 'tencent/tiw-video-generation', 'tencent/gme'];

/** Returns the members of a callback without a check of its signature. */
export function membersOf({ body }: Arrived): Fields {
  return parseJson(body.toString('utf8')) as Fields;
}

/** Starts an emulator with keys for all applications, whose callbacks go to a receiver: the path names the line. */
export async function startWithReceiver(options: Partial<TencentEmulatorOptions> = {}) {
  const receiver = await startReceiver();
  const key = (text: string) => oneKeyForAll(new Secret(text));
  const callbackKeys = { trtc: key(KEYS.trtc), tiw: key(KEYS.tiw), gme: key(KEYS.gme) };
  const caller = await startCaller({ callbackKeys, ...options });
  const addresses = new Map(LINES.map((line) => [line, `${receiver.url}/${line}`]));
  caller.emulator.callbacks.settings.setOwn(addresses);
  return {
    ...caller,
    receiver,
    addresses,
    /** Waits for so many callbacks and returns the callbacks in order of arrival. */
    callbacks: async (count: number): Promise<readonly Arrived[]> => {
      await expect.poll(() => receiver.arrived.length).toBeGreaterThanOrEqual(count);
      const { sent } = caller.emulator.callbacks;
      await expect.poll(() => sent.every(({ outcome }) => outcome !== 'waiting')).toBe(true);
      expect(receiver.arrived).toHaveLength(count);
      return receiver.arrived;
    },
  };
}
