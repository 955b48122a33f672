import { isDeepStrictEqual } from 'node:util';
import { InvalidInput } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { AdoptedTask, TaskRef } from '../../domain/recorder.ts';
import { Evidence } from '../../domain/recording.ts';
import { newRecordingId } from '../../domain/recording-id.ts';
import { isFinal, newLife, reduce } from '../../domain/state-machine.ts';
import type { EngineParts } from '../engine/engine-parts.ts';
import { inputHash } from '../idempotency/input-hash.ts';
import { adoptedRecording, adoptionKey } from '../starts/new-recording.ts';
import { checkStopBy, type OwnFields } from '../starts/start-request.ts';

/** Recordings of a room that are compared with a task without an id. */
const MAX_PER_ROOM = 20;

/** Adopts tasks that were started outside this server. */
export class Adoptions {
  constructor(private readonly parts: Pick<EngineParts, 'ledger' | 'store' | 'recorders' | 'leases' | 'now'>) {}

  /** Polls the vendor for the task, then inserts the recording. Returns the existing recording if the ledger has the task. */
  async adopt(product: string, given: AdoptedTask, own: OwnFields): Promise<Recording> {
    const { ledger, store, recorders, leases, now } = this.parts;
    const at = now();
    const recorder = recorders.of(product);
    const known = given.taskId === null ? undefined : await ledger.findByTask(product, given.taskId);
    if (known) return known;
    checkStopBy(own.stopBy, at);
    const id = newRecordingId(at);
    const task = { ...recorder.adopt(given), recordingId: id, sentAt: null };
    const { taskId } = task;
    const last = taskId === null ? await this.#lastOf(product, task) : undefined;
    if (last && !isFinal(last.state)) return last;

    const report = await recorder.poll(task, {});
    let { life } = reduce(newLife(), { kind: 'accepted', at, taskId });
    for (const fact of report.facts) life = reduce(life, fact).life;
    if (isFinal(life.state) || life.endedAt !== null) {
      // If the vendor was asked for a session, only the session is wrong: the task id was not used.
      const [name, what] = 'sessionId' in task.ref ? ['sessionId', 'session'] : ['taskId', 'task'];
      throw new InvalidInput([{ path: ['input', name], message: `the vendor runs no such ${what}` }]);
    }
    const recording = adoptedRecording({ id, at, taskId }, { product, ...task }, own);
    const taskKey = taskId ?? inputHash({ ...task.ref, after: last?.id });
    const { taken } = await ledger.insert(recording, adoptionKey(product, taskKey, at, leases.durationMs));
    if (taskId !== null) await ledger.dropOrphan(product, taskId);
    const result = await store.transition(taken?.recordingId ?? id, { evidence: Evidence.POLL, report });
    return result!.row;
  }

  /** Returns the newest recording of the same task, for vendors whose tasks have no id. */
  async #lastOf(product: string, { account, room, ref }: TaskRef): Promise<Recording | undefined> {
    const filter = { product, account, ...(room !== null && { room }) };
    const { rows } = await this.parts.ledger.page(filter, { order: 'NEWEST_FIRST', take: { first: MAX_PER_ROOM } });
    return rows.find((row) => isDeepStrictEqual({ ...row.ref }, { ...ref }));
  }
}
