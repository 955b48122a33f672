import type { JsonValue } from '../../wire/json.ts';
import { controlScripts, listOf } from '../faults/script-queue.ts';
import { readCallbackFault } from './faults.ts';
import type { CallbackSender } from './sender.ts';
import { readCallbackSetting } from './settings.ts';

/** Carries out control calls under `callbacks`, without secrets in the answer. Throws `BadScript`. */
export function commandCallbacks(
  sender: CallbackSender,
  method: string,
  command: string,
  body: () => JsonValue,
): JsonValue | undefined {
  if (command === 'callbacks/faults') return controlScripts(sender.faults, readCallbackFault, method, body);
  if (command !== 'callbacks') return undefined;
  if (method === 'PUT' || method === 'POST') sender.settings.set(listOf(body()).map(readCallbackSetting));
  else if (method !== 'GET') return undefined;
  const { settings, sent } = sender;
  return { addresses: settings.shown.map((it) => ({ ...it })), sent: sent.map((it) => ({ ...it })) };
}
