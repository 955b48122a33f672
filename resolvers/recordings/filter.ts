import { omitEmptyConditions } from '../../src/input/omit-empty-conditions.ts';
import type { RecordingReader } from '../../src/recordings/recordings.ts';
import type { RecordingFilterInput } from './filter.input.types.ts';

export type RecordingFilter = Parameters<RecordingReader['page']>[0];

/** Converts a client's filter into conditions of the ledger. Omits empty conditions. */
export function filterOf(input: RecordingFilterInput | null | undefined): RecordingFilter {
  if (!input) return {};
  const { product, products, label, labels = [], ...others } = omitEmptyConditions(input);
  const both = [...(label ? [label] : []), ...labels];
  return {
    ...others,
    ...((product ?? products) !== undefined && { products: allOf(product, products) }),
    ...(both.length > 0 && { labels: both }),
  };
}

function allOf(product: string | undefined, products: readonly string[] | undefined): readonly string[] {
  if (product === undefined) return products ?? [];
  return products === undefined || products.includes(product) ? [product] : [];
}
