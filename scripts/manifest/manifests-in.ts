import { parseJson, type JsonValue } from '../../src/wire/json.ts';

/** A text without a manifest. The message says what to send instead. */
export class NoManifest extends Error {}

/**
 * Returns the texts of the manifests in a GraphQL answer: the values of all fields `json`. Returns any other text
 * unchanged, because the text may be a manifest. Throws `NoManifest` for an answer with errors or without a manifest.
 */
export function manifestsIn(text: string): readonly string[] {
  if (text.trim() === '') throw new NoManifest('The input is empty: is the server running?');
  const value = parsed(text);
  if (typeof value === 'string') return [value]; // the field `json` alone, still in quotes
  if (!isObject(value) || !['data', 'errors', 'json'].some((name) => name in value)) return [text];
  refuseErrors(value['errors']);
  const found = [...jsonFields(value)];
  if (found.length > 0) return found;
  throw new NoManifest(
    'The answer has no manifest. Ask for recording(id: …) { manifest { json } }, with the id of a recording that exists.',
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Messages of other programs are quoted, so that no message can control the terminal. */
function refuseErrors(errors: JsonValue | undefined): void {
  if (!Array.isArray(errors) || errors.length === 0) return;
  const messages = errors.map((error) => JSON.stringify(isObject(error) ? error['message'] : error));
  throw new NoManifest(`The answer has errors: ${messages.join(', ')}`);
}

function* jsonFields(value: JsonValue | undefined): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'json' && typeof member === 'string') yield member;
    else yield* jsonFields(member);
  }
}

function isObject(value: JsonValue | undefined): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
