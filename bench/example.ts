import { readFileSync } from 'node:fs';
import { fillPlaceholders } from '../examples/placeholders.ts';

interface Variables {
  readonly input: Readonly<Record<string, unknown>> & { readonly recordUserSig: string };
}

const DOCUMENT = `mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {
  tiwStartOnlineRecord(input: $input) { taskId requestId errors { code } }
}`;

const example = readFileSync(
  new URL('../examples/start/tiw-start-online-record.variables.json', import.meta.url),
  'utf8',
);

/** The input that every contender is sent: the example that GraphiQL shows, always of the same room. */
export const VARIABLES = JSON.parse(fillPlaceholders(example, { room: '1203' })) as Variables;

/** The request's body. */
export const REQUEST = JSON.stringify({ query: DOCUMENT, variables: VARIABLES });

/** What the stub vendor answers to every start. */
export const ANSWER = { TaskId: 'bench-task', RequestId: '6a9c2c8e-7d7e-4a5b-9d3e-0f8c1c4d2b5a' };

/** Whether a gateway answered that start, and no error. */
export function isRight(body: string): boolean {
  return body.includes(`"taskId":"${ANSWER.TaskId}"`) && body.includes('"errors":[]');
}
