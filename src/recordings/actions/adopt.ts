import { isDeepStrictEqual } from 'node:util';
import { InvalidInput } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from '../engine/desk.ts';
import { inputHash } from '../idempotency/input-hash.ts';
import { isFinal, newLife, reduce } from '../../domain/state-machine.ts';
import { lifeOf } from '../lifecycle/transitions.ts';
import { newRecordingId } from '../../domain/recording-id.ts';
import { Evidence } from '../../domain/recording.ts';
import type { AdoptedTask, TaskRef } from '../../domain/recorder.ts';
import { checkStopBy, newRecording, type StartInput } from '../starts/start-request.ts';

const OPERATION = 'adopt';
/** How many recordings of a room are looked through for one without a task id. */
const MAX_PER_ROOM = 20;

/** Takes tasks into the ledger that were started elsewhere. */
export class Adoptions {
  constructor(private readonly desk: Desk) {}

  /** Asks the vendor for the task first. One that the ledger has is given as it is. */
  async adopt(
    product: string,
    given: AdoptedTask,
    own: Pick<StartInput, 'labels' | 'metadata' | 'stopBy'>,
  ): Promise<RecordingRow> {
    const { desk } = this;
    const { ledger } = desk;
    const at = desk.now();
    const recorder = desk.recorder(product);
    const known = given.taskId === null ? undefined : await ledger.findByTask(product, given.taskId);
    if (known) return known;
    checkStopBy(own.stopBy, at);
    const id = newRecordingId(at);
    const task = { ...recorder.adopt(given), recordingId: id, sentAt: null };
    const last = task.taskId === null ? await this.#lastOf(product, task) : undefined;
    if (last && !isFinal(last.state)) return last;

    const report = await recorder.poll(task, {});
    let { life } = reduce(newLife(), { kind: 'accepted', at, taskId: task.taskId });
    const opening = lifeOf(life);
    for (const fact of report.facts) life = reduce(life, fact).life;
    if (isFinal(life.state) || life.endedAt !== null) {
      // Where the vendor was asked for a session, that is what is wrong: a task id was not looked at.
      const [name, what] = 'sessionId' in task.ref ? ['sessionId', 'session'] : ['taskId', 'task'];
      throw new InvalidInput([{ path: ['input', name], message: `the vendor runs no such ${what}` }]);
    }
    const recording = newRecording(
      { id, at, dueAt: at },
      opening,
      { product, ...task },
      { params: null, sentAt: null, controllableUntil: null },
      own,
    );
    const { taken } = await ledger.begin(recording, {
      // Two calls at the same moment are one adoption. No client's key has a space in it.
      key: `${OPERATION} ${product} ${task.taskId ?? inputHash({ ...task.ref, after: last?.id })}`,
      operation: OPERATION,
      inputHash: '',
      createdAt: at,
      leaseUntil: at + desk.leaseMs,
    });
    if (task.taskId !== null) await ledger.dropOrphan(product, task.taskId);
    const moved = await desk.move(taken?.recordingId ?? id, { evidence: Evidence.POLL, report });
    return moved!.row;
  }

  /** The newest recording of the same task, where the vendor gives its tasks no id. */
  async #lastOf(product: string, { account, room, ref }: TaskRef): Promise<RecordingRow | undefined> {
    const filter = { product, account, ...(room !== null && { room }) };
    const { rows } = await this.desk.ledger.page(filter, { order: 'NEWEST_FIRST', take: { first: MAX_PER_ROOM } });
    return rows.find((row) => isDeepStrictEqual({ ...row.ref }, { ...ref }));
  }
}
