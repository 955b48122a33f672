import { isDeepStrictEqual } from 'node:util';
import { declareProducts } from '../src/graphql/recordings/recording-product.ts';
import { PRODUCTS } from '../src/providers/index.ts';
import type { Product } from '../src/providers/provider.ts';

// The decorators of type-graphql run when a module is loaded, but a schema may be built of more products than PRODUCTS.

const makers: (() => void)[] = [];
let products = PRODUCTS;
declareProducts(products);

/** Declares the products of the schema that is built next: its enum RecordingProduct, and the inputs of `ofProducts`. */
export function useProducts(next: readonly Product[]): void {
  if (isDeepStrictEqual(next, products)) return;
  products = next;
  declareProducts(products);
  for (const make of makers) make();
}

/** Makes a GraphQL class of the declared products, and returns a thunk of the class. */
export function ofProducts<Made>(make: (products: readonly Product[]) => Made): () => Made {
  let made = make(products);
  makers.push(() => (made = make(products)));
  return () => made;
}
