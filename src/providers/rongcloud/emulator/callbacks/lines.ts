import { randomBytes } from 'node:crypto';
import type { CallbackLine, CallbackMessage, SigningContext } from '../../../../emulation/callbacks/callbacks.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { printJson } from '../../../../wire/json.ts';
import type { Secret } from '../../../../wire/secret.ts';
import { signRongcloud } from '../../api/sign.ts';
import type { RongcloudApp } from '../api/authorise.ts';
import type { EmulatorDefaults } from '../api/contract.ts';

export const RECORDING_LINE = 'rongcloud/recording';
export const ROOM_LINE = 'rongcloud/room-status';

/** The two kinds of callbacks, both signed with the application's secret. Every message has a nonce of its own. */
export function callbackLines(
  apps: readonly RongcloudApp[],
  { timeoutSeconds, delaysSeconds }: EmulatorDefaults['callbackRetry'],
): CallbackLine[] {
  const secrets = new Map<string, Secret>(apps.map(({ appKey, appSecret }) => [appKey, appSecret]));
  const common = {
    retries: { timeoutMs: timeoutSeconds * 1000, waitsMs: delaysSeconds.map((seconds) => seconds * 1000) },
    keyOf: (app: string) => secrets.get(app),
  };
  return [
    { ...common, path: RECORDING_LINE, message: inHeaders },
    { ...common, path: ROOM_LINE, message: inAddress },
  ];
}

/** Rule B: three headers. The app key is in the body. */
function inHeaders(content: JsonObject, sealing: SigningContext): CallbackMessage {
  const body = printJson(content);
  const triple = tripleOf(sealing);
  if (!triple) return { headers: {}, body };
  const { nonce, timestamp, signature } = triple;
  return { headers: { Nonce: nonce, Timestamp: timestamp, Signature: signature }, body };
}

/** Rule A in the form of the vendor's sample: in the address, including the app key. */
function inAddress(content: JsonObject, sealing: SigningContext): CallbackMessage {
  return { headers: {}, query: { appKey: sealing.app, ...tripleOf(sealing) }, body: printJson(content) };
}

function tripleOf({ key, receiversNow }: SigningContext) {
  return key && signRongcloud(key, randomBytes(9).toString('hex'), String(receiversNow));
}
