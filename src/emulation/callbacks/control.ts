import type { JsonValue } from '../../wire/json.ts';
import { readCallbackFault } from './faults.ts';
import type { CallbackSender } from './sender.ts';
import { readCallbackSetting } from './settings.ts';

/**
 * Carries out what is under `callbacks` in the control path; undefined when there is no such command. Neither keys nor
 * bodies stand in the answer, nor what follows the origin of an address. Throws `BadScript`.
 */
export function commandCallbacks(
  sender: CallbackSender,
  method: string,
  command: string,
  body: () => JsonValue,
): JsonValue | undefined {
  switch (`${method} ${command}`) {
    case 'GET callbacks':
      return shown(sender);
    case 'PUT callbacks':
    case 'POST callbacks':
      sender.settings.set(listOf(body()).map(readCallbackSetting));
      return shown(sender);
    case 'GET callbacks/faults':
      return waiting(sender);
    case 'POST callbacks/faults':
      sender.faults.add(listOf(body()).map(readCallbackFault));
      return waiting(sender);
    case 'DELETE callbacks/faults':
      sender.faults.clear();
      return waiting(sender);
    default:
      return undefined;
  }
}

function shown({ settings, sent }: CallbackSender): JsonValue {
  return { addresses: settings.shown.map((it) => ({ ...it })), sent: sent.map((it) => ({ ...it })) };
}

function waiting({ faults }: CallbackSender): JsonValue {
  return { waiting: faults.waiting.map((script) => ({ ...script })) };
}

function listOf(value: JsonValue): JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
