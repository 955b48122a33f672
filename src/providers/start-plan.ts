import type { JsonMembers, StartAnswer, StartPlan, WireView } from '../domain/recorder.ts';
import { OutcomeUnknown } from '../errors.ts';
import { storableParams } from './start-params.ts';

/** The part of a product's client that sends starts. */
interface StartClient<Start> {
  start(start: Start, ...options: Parameters<StartPlan['send']>): Promise<object>;
  showStart(start: Start): WireView;
}

/** The part of a plan that differs between products. */
interface Differences
  extends
    Pick<StartPlan, 'account' | 'room' | 'vendorKey' | 'ref'>,
    Partial<Pick<StartPlan, 'controllableForMs' | 'layout'>> {
  /** The client's input, from which the start can be planned again. */
  readonly input: object;
  /** Members that replace members of the input when the start is planned again. */
  readonly settled?: JsonMembers;
  /** Field of the answer that holds the id of the task. Default `taskId`. */
  readonly idField?: string;
}

/** Makes the plan of a complete start. */
export function startPlan<Start>(client: StartClient<Start>, start: Start, differences: Differences): StartPlan {
  const { input, settled, idField = 'taskId', ...plan } = differences;
  return {
    controllableForMs: null,
    layout: null,
    ...plan,
    ...storableParams(input, settled),
    send: async (options) => startAnswer(await client.start(start, options), idField),
    wire: () => client.showStart(start),
  };
}

/** The answer to a start as JSON. Throws `OutcomeUnknown` if the id of the task is neither text nor number. */
function startAnswer(answer: object, idField: string): StartAnswer {
  const fields = answer as JsonMembers;
  const id = fields[idField];
  if (id == null || id === '') return { taskId: null, fields: { ...fields } };
  if (typeof id === 'object' || typeof id === 'boolean') {
    throw new OutcomeUnknown('the vendor', 'the id of the task cannot be read');
  }
  return { taskId: String(id), fields: { ...fields, [idField]: String(id) } };
}
