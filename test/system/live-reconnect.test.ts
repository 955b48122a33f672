import { describe } from 'vitest';
import { STORES } from '../shared/both-stores.ts';
import { reconnecting } from '../integration/server/reconnecting.ts';

describe.each(STORES)('over $name', (store) => {
  reconnecting(store, 10_000, 600_000);
});
