import { fullInputs, getIn, openApi, placesOf, ROOTS, withValue, type Input, type Place, type Root } from '../contract-walk.ts';
import { replaces } from '../server-fields.ts';

export const api = await openApi();
export const { schema } = api;
export const places = ROOTS.flatMap((root) => placesOf(schema, root));
export const full = new Map(ROOTS.map((root) => [root, fullInputs(schema, root)]));
// vitest cuts a title's $words at 40 characters, and leaves %s whole.
export const row = <Row>(title: string, it: Row): [string, Row] => [title, it];
export const titled = (place: Place): string => `${place.root.name} ${place.name}`;

/** A full input in which a field is given. */
export function inputWith({ root, path }: Place): Input {
  const input = full.get(root)!.find((candidate) => getIn(candidate, path) !== undefined);
  if (!input) throw new Error(`${path.join('.')} is in no input`);
  return input;
}

/** A change is completed by what the ledger knows of its task: here the ledger must know nothing. */
export function ofUnknownTask(root: Root, input: Input): Input {
  if (!replaces(root)) return input;
  return withValue(input, ['taskId'], root.name === 'gmeModifyRecordInfo' ? '1' : 'task-of-another-program');
}
