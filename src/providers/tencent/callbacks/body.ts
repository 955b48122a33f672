import { CallbackRejected } from '../../../callbacks/callback.ts';
import type { JsonMembers } from '../../../domain/recorder.ts';
import { parseJson } from '../../../wire/json.ts';
import { membersOf } from './fields.ts';

/** A byte order mark stays: the text that is kept is what came in. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The body as text, so that no byte of it is lost. Throws `CallbackRejected` where it is not UTF-8. */
export function textOfBody(body: Buffer): string {
  try {
    return UTF8.decode(body);
  } catch {
    throw new CallbackRejected('The body is not UTF-8.');
  }
}

/** No vendor's number is so long, and to read one of a million digits takes a tenth of a second. */
const ENDLESS_NUMBER = /\d{100}/;

/** The members of the JSON object that a text holds; none where it holds something else, or cannot be read. */
export function membersOfText(text: string): JsonMembers {
  if (ENDLESS_NUMBER.test(text)) return {};
  try {
    return membersOf(parseJson(text));
  } catch {
    return {}; // no JSON; or so deeply nested that the stack does not hold it
  }
}
