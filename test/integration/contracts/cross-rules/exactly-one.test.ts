import { describe, expect, it } from 'vitest';
import { api, smallest, ROOM, WEB, BUCKET } from './rules.ts';

describe('an input of which exactly one field is given', () => {
  it.each([
    ['no field', {}],
    ['two fields', { cloudStorage: BUCKET, cloudVod: {} }],
    ['one that is null', { cloudVod: null }],
    ['one beside a null', { cloudStorage: BUCKET, cloudVod: null }],
  ])('is refused by GraphQL itself where it has %s', async (_, storageParams) => {
    for (const mutation of [ROOM, WEB]) {
      const { refusals, errors, sent } = await api.call(mutation, { ...smallest(mutation), storageParams });
      expect(refusals.length).toBeGreaterThan(0);
      expect(refusals.join()).toMatch(/Exactly one key|must be non-null/);
      expect([errors, sent]).toEqual([[], undefined]);
    }
  });

  it.each([
    [ROOM, { cloudVod: {} }],
    [WEB, { cloudVod: {} }],
    [WEB, { cloudStorage: BUCKET }],
    [ROOM, { cloudStorage: { ...BUCKET, vendor: 'S3' } }],
  ])('is taken by %s: %j', async (mutation, storageParams) => {
    const outcome = await api.call(mutation, { ...smallest(mutation), storageParams });
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(outcome.calls).toHaveLength(1);
  });
});
