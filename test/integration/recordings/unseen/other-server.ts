import { graphql } from 'graphql';
import { mutation } from '../documents.ts';
import { schemaOf } from '../../../shared/schema-of.ts';
import type { Payload, RecordingHarness } from '../harness.ts';

/** Runs a mutation at another server of the same vendors, whose ledger knows none of this one's recordings. */
export async function atOtherServer(harness: RecordingHarness, name: string, input: object): Promise<void> {
  const { schema, ledger } = await schemaOf(harness.providers, harness.now);
  const contextValue = { requestId: 'elsewhere' };
  const { data, errors } = await graphql({ schema, source: mutation(name), variableValues: { input }, contextValue });
  await ledger.close();
  const refused = errors ?? (data!['it'] as Payload).errors;
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
}
