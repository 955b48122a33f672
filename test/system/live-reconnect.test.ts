import { describe } from 'vitest';
import { STORES } from '../both-stores.ts';
import { reconnecting } from '../whole/reconnecting.ts';

describe.each(STORES)('over $name', (store) => {
  reconnecting(store, 10_000, 600_000);
});
