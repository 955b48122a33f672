import type { FilesRule } from '../../src/recordings/lifecycle/deadlines.ts';

/** A product with its share of all recordings. */
export interface ProductKind extends FilesRule {
  readonly name: string;
  readonly share: number;
}

const FILES_WITHIN_MS = 2 * 3_600_000;

/** Recorders of one vendor. After the end of a TRTC task, a poll reports only that the task does not exist. */
export const PRODUCTS: readonly ProductKind[] = [
  { name: 'TRTC_ROOM', share: 0.4, filesWithinMs: FILES_WITHIN_MS, readableAfterEnd: false },
  { name: 'TIW', share: 0.2, filesWithinMs: FILES_WITHIN_MS, readableAfterEnd: true },
  { name: 'GME', share: 0.2, filesWithinMs: FILES_WITHIN_MS, readableAfterEnd: true },
  { name: 'TRTC_WEB', share: 0.2, filesWithinMs: FILES_WITHIN_MS, readableAfterEnd: false },
];

const BY_NAME = new Map(PRODUCTS.map((product) => [product.name, product]));

export function filesRule(product: string): FilesRule {
  return BY_NAME.get(product)!;
}
