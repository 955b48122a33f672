import { buildGraphiql } from '../scripts/build-graphiql.mjs';

/** Once before all tests: the server wants its page, and `npm test` builds nothing else. */
export default async function buildPages(): Promise<void> {
  await buildGraphiql({ outDir: 'dist/web' });
}
