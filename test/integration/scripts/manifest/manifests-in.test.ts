import { expect, it } from 'vitest';
import { manifestsIn, NoManifest } from '../../../../scripts/manifest/manifests-in.ts';

const SIGNED = JSON.stringify({ version: 1, complete: true, signature: { value: 'f00' } }, null, 2);

const answer = (data: unknown) => JSON.stringify({ data });

it.each([
  ['an answer to recording', answer({ recording: { manifest: { json: SIGNED, signature: 'f00' } } }), [SIGNED]],
  [
    'an answer to recordings',
    answer({
      recordings: { nodes: [{ manifest: { json: SIGNED } }, { manifest: null }, { manifest: { json: '{}' } }] },
    }),
    [SIGNED, '{}'],
  ],
  ['the field manifest alone', JSON.stringify({ json: SIGNED, signature: 'f00' }), [SIGNED]],
  ['the field json alone, in its quotes', JSON.stringify(SIGNED), [SIGNED]],
  ['a manifest', SIGNED, [SIGNED]],
  ['a text that is no JSON', 'not JSON', ['not JSON']],
  ['a value that is no object', '[1]', ['[1]']],
])('finds the manifests in %s', (_, text, manifests) => {
  expect(manifestsIn(text)).toEqual(manifests);
});

it.each([
  ['no text', ' \n', 'The input is empty: is the server running?'],
  [
    'no recording',
    answer({ recording: null }),
    'The answer has no manifest. Ask for recording(id: …) { manifest { json } }',
  ],
  ['no data', '{"data":null}', 'The answer has no manifest.'],
  ['errors', '{"errors":[{"message":"Syntax \\u001b"}, 7]}', 'The answer has errors: "Syntax \\u001b", 7'],
  [
    'errors beside its data',
    JSON.stringify({ data: { recording: { manifest: { json: SIGNED } } }, errors: [{ message: 'late' }] }),
    'The answer has errors: "late"',
  ],
])('says what is wrong with an answer that has %s', (_, text, message) => {
  expect(() => manifestsIn(text)).toThrow(NoManifest);
  expect(() => manifestsIn(text)).toThrow(message);
});
