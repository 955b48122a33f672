import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const shown = [...read('docs/subscriptions.md').matchAll(/```ts\n\/\/ (examples\/\S+)\n(.*?)```/gs)];

it.each(shown.map(([, file, text]) => ({ file: file!, text: text! })))(
  'docs/subscriptions.md shows $file as it is',
  ({ file, text }) => expect(text).toBe(read(file)),
);

it('docs/subscriptions.md shows every recipe', () => {
  const files = ['moving', 'retry', 'graphql-ws', 'apollo', 'urql', 'relay', 'graphql-sse'];
  expect(shown.map(([, file]) => file)).toEqual(files.map((name) => `examples/clients/${name}.ts`));
});
