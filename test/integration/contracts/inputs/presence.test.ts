import { describe, expect, it } from 'vitest';
import { getIn, isMadeHere, isRequired, minimalInput, ROOTS, wireOf, withValue, type Input, type Outcome, type Place } from '../contract-walk.ts';
import { places, row, titled, schema, api, ofUnknownTask, full, inputWith } from './places.ts';

/** What else must change when a field goes. */
function withoutIt({ name }: Place, input: Input): Input {
  if (name === 'Extras') return withValue(input, ['mixStream'], undefined); // which needs them
  if (name === 'SdkAppId') return withValue(input, ['recordId'], undefined); // which needs it
  if (/^host\w+Id$/.test(name)) return withValue(input, ['mixLayout'], 'CUSTOM'); // the only layout without them
  if (!name.endsWith('.WaterMarkImage')) return input;
  return withValue(input, ['mixLayoutParams', 'waterMarkList', '1', 'waterMarkType'], 'TEXT'); // IMAGE needs it
}

/** Whether a place is one of those of which exactly one is given: null is none. */
function isInOneOf({ name }: Place): boolean {
  return /^StorageParams\.\w+$/.test(name);
}

describe('an optional field', () => {
  const optional = places.filter((place) => !isRequired(place.spec) && !isMadeHere(place));

  it.each(
    optional.flatMap((place) => [
      row(`${titled(place)} left out`, { place, value: undefined }),
      ...(isInOneOf(place) ? [] : [row(`${titled(place)} null`, { place, value: null })]),
    ]),
  )('need not be there, and is then not sent unless the server fills it in: %s', async (_, { place, value }) => {
    const { root, path, wirePath } = place;
    const outcomes: (Outcome & { input: Input })[] = [];
    // Where two fields exclude each other, one may go only for the other: an input of either kind is tried.
    for (const input of full.get(root)!) {
      if (getIn(input, path.slice(0, -1)) === undefined) continue;
      const without = withoutIt(place, withValue(ofUnknownTask(root, input), path, value));
      outcomes.push({ ...(await api.call(root.name, without)), input: without });
    }
    const done = outcomes.find(({ sent }) => sent !== undefined);
    expect(done, JSON.stringify(outcomes.map(({ errors, refusals }) => ({ errors, refusals })))).toBeDefined();
    const { sent, input, mark } = done!;
    expect(getIn(sent, wirePath)).toEqual(getIn(wireOf(schema, root, input, mark), wirePath));
  });

  it.each(ROOTS.filter(({ own }) => 'region' in own))('may be the region of $name', async (root) => {
    for (const value of [undefined, null]) {
      for (const site of root.sites) {
        const input = withValue(minimalInput(schema, root), ['region'], value);
        const { calls, errors } = await api.call(root.name, input, site);
        expect(errors).toEqual([]);
        const region = site === 'china' ? 'ap-guangzhou' : 'ap-singapore';
        expect(calls[0]?.headers).toMatchObject({ 'X-TC-Region': region });
      }
    }
  });
});

describe('a required field', () => {
  const required = places.filter((place) => isRequired(place.spec) && !isMadeHere(place));

  it.each(required.map((place) => row(titled(place), place)))(
    'must be there, and must not be null: %s',
    async (_, place) => {
      for (const value of [undefined, null]) {
        const outcome = await api.call(place.root.name, withValue(inputWith(place), place.path, value));
        expect(outcome).toMatchObject({ sent: undefined, errors: [] });
        expect(outcome.refusals).toHaveLength(1);
      }
    },
  );
});
