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

/** The input of every request: the example in GraphiQL, always with the same room. */
export const VARIABLES = JSON.parse(fillPlaceholders(example, { room: '1203' })) as Variables;

/** Body of every request. */
export const REQUEST = JSON.stringify({ query: DOCUMENT, variables: VARIABLES });

/** The stub vendor's answer to every start. */
export const ANSWER = { TaskId: 'bench-task', RequestId: '6a9c2c8e-7d7e-4a5b-9d3e-0f8c1c4d2b5a' };

/** Returns whether a gateway answered the start without an error. */
export function isRight(body: string): boolean {
  return body.includes(`"taskId":"${ANSWER.TaskId}"`) && body.includes('"errors":[]');
}
