import { CallbackRejected } from '../../../callbacks/callback.ts';
import type { JsonMembers } from '../../../domain/recorder.ts';
import { parseJson } from '../../../wire/json.ts';
import { membersOf } from './fields.ts';

/** Keeps a byte order mark, so the stored text equals the received bytes. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Returns the body as text without loss. Throws `CallbackRejected` if the body is not UTF-8. */
export function textOfBody(body: Buffer): string {
  try {
    return UTF8.decode(body);
  } catch {
    throw new CallbackRejected('The body is not UTF-8.');
  }
}

/**
 * Maximum digits of a number. No vendor sends longer numbers, and parsing a million digits takes a tenth of a second.
 */
const ENDLESS_NUMBER = /\d{100}/;

/** Returns the members of the JSON object in a text; none if the text contains no readable object. */
export function membersOfText(text: string): JsonMembers {
  if (ENDLESS_NUMBER.test(text)) return {};
  try {
    return membersOf(parseJson(text));
  } catch {
    return {}; // not JSON, or nested too deeply for the stack
  }
}
