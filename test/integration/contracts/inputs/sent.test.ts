import { describe, expect, it } from 'vitest';
import { getIn, minimalInput, placesOf, ROOTS, wireOf, type Input } from '../contract-walk.ts';
import { isStart, serverInputs } from '../server-fields.ts';
import { titled, schema, api, ofUnknownTask, full } from './places.ts';

describe('the smallest input', () => {
  it.each(ROOTS)('of $name is sent as it is, with what the server fills in', async (root) => {
    const input = minimalInput(schema, root);
    const outcome = await api.call(root.name, input);
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(outcome.sent).toEqual(wireOf(schema, root, input, outcome.mark));
  });
});

describe('an input with every field', () => {
  it.each(ROOTS.flatMap((root) => full.get(root)!.map((input, side) => ({ root, input, side }))))(
    'is sent complete, under the names of the vendor: $root.name ($side)',
    async ({ root, input }) => {
      const outcome = await api.call(root.name, input);
      expect(outcome).toMatchObject({ errors: [], refusals: [] });
      expect(outcome.sent).toEqual(wireOf(schema, root, input, outcome.mark));
      const { region, roomId } = input;
      if (region !== undefined) expect(outcome.calls[0]?.headers).toMatchObject({ 'X-TC-Region': region });
      if ('roomId' in root.own) expect(outcome.calls[0]?.headers).toMatchObject({ 'Room-Id': roomId });
    },
  );

  it.each(ROOTS)('of $name leaves no field out', (root) => {
    const absent = placesOf(schema, root).filter(({ path }) =>
      full.get(root)!.every((input) => getIn(input, path) === undefined),
    );
    expect(absent.map(titled)).toEqual([]);
  });
});

/** A value for everything that is meant for the server. */
const FOR_THE_SERVER: Input = {
  labels: [{ name: 'class', value: '7b' }],
  metadata: [{ name: 'note', value: 'canary' }],
  stopBy: '2026-11-21T01:00:00Z',
  dryRun: false,
};

describe('what is meant for the server', () => {
  const mutations = ROOTS.filter(({ kind }) => kind === 'mutation');

  it.each(mutations)('reaches no vendor: $name', async (root) => {
    const input = ofUnknownTask(root, minimalInput(schema, root));
    const given = { ...input, idempotencyKey: `canary-${root.name}`, ...(isStart(root) && FOR_THE_SERVER) };
    expect(Object.keys(given)).toEqual(expect.arrayContaining(Object.keys(serverInputs(root))));
    const outcome = await api.call(root.name, given);
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(outcome.calls).toHaveLength(1);
    expect(outcome.sent).toEqual(wireOf(schema, root, input, outcome.mark));
    expect(JSON.stringify(outcome.calls)).not.toContain('canary');
  });

  it.each(mutations)('may be null: $name', async (root) => {
    const nothing = Object.fromEntries(Object.keys(serverInputs(root)).map((name) => [name, null]));
    const outcome = await api.call(root.name, { ...minimalInput(schema, root), ...nothing });
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(outcome.calls).toHaveLength(1);
  });
});
