// A typed client of Tapedeck in forty lines: the documents of start/, stop/ and read/, compiled by `npm run codegen`, and fetch.
// Run it against a started server: npx tsx examples/start-recording.ts [http://localhost:4000]
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { GmeStartRecordDocument } from './generated/graphql.ts';
import { freshRoom } from './placeholders.ts';

const [origin = 'http://localhost:4000'] = process.argv.slice(2);

/** Sends one operation. The variables and the answer have the types of the document. */
async function send<Result, Variables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string }[] };
  if (errors ?? !data) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return data;
}

const { gmeStartRecord } = await send(GmeStartRecordDocument, {
  input: { bizId: 3400352518, roomId: `room-${freshRoom()}`, recordMode: 'SINGLE_AND_MIXED' },
});

// Errors that a client can act on are data, with stable codes.
for (const { code, message, path } of gmeStartRecord.errors) {
  console.log(`${code} at ${path?.join('.') ?? 'the vendor'}: ${message}`);
}
const { recording } = gmeStartRecord;
if (recording) console.log(`recording ${recording.id} is ${recording.state}`);
