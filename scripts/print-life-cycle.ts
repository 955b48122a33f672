// Prints docs/life-cycle.md from the state machine, or with --check reports whether the file is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { isFinal, newLife, reduce } from '../src/domain/state-machine.ts';
import {
  FILE_VERDICTS,
  RecordingCause,
  RecordingState,
  type Fact,
  type FactKind,
  type Life,
} from '../src/domain/recording.ts';

const { CLIENT, REFUSED, IDLE, VENDOR_FAULT } = RecordingCause;

/** Every kind of fact, at two times: the order matters for pauses. */
const FACTS: readonly Fact[] = [1, 2].flatMap((at): Fact[] => [
  { kind: 'sending', at, attempt: at },
  { kind: 'accepted', at, taskId: 'task' },
  { kind: 'notSent', at, attempt: at },
  { kind: 'refused', at, cause: REFUSED },
  { kind: 'lost', at },
  { kind: 'running', at },
  { kind: 'paused', at },
  { kind: 'resumed', at },
  { kind: 'stopWanted', at, cause: CLIENT },
  { kind: 'ended', at, cause: IDLE },
  { kind: 'filesDone', at },
  { kind: 'filesMissing', at },
  { kind: 'nothingRecorded', at },
  { kind: 'failed', at, cause: VENDOR_FAULT },
  { kind: 'filesOverdue', at },
  { kind: 'controlLost', at },
]);

const MEANINGS: Record<RecordingState, string> = {
  REQUESTED: 'The recording is stored, and no attempt to start it is under way.',
  STARTING: 'The start was sent, or the vendor has the task and does not record yet.',
  RECORDING: 'The vendor records.',
  PAUSED: 'The recording is paused.',
  STOPPING: 'A stop is requested, and no end was seen yet. The server repeats the stop until it sees the end.',
  PROCESSING: 'The recording has ended. The server waits for the files.',
  COMPLETE: 'The recording has ended, and all files exist.',
  FAILED: 'Nothing was started, or the vendor reports that the recording failed. The cause says which.',
  INCOMPLETE: 'The recording has ended, and a file failed, was not delivered, is overdue or may be unknown.',
  NOTHING_RECORDED: 'The recording has ended without a file, for example because no user published.',
  UNKNOWN: 'The start was sent and no answer arrived. The server looks up whether the task runs.',
  ABANDONED:
    'The vendor stopped accepting control before an end was seen. The task may run and be billed until an end is reported. An alarm was raised.',
};

const FACT_MEANINGS: Record<FactKind, string> = {
  sending: 'An attempt to start is about to be sent.',
  accepted: 'The vendor has the task, by its answer, a look-up or a callback.',
  notSent: 'The attempt certainly had no effect and may be repeated. It does not count.',
  refused: 'The start certainly had no effect and is not repeated.',
  lost: 'No answer to the start arrived.',
  running: 'The vendor records.',
  paused: 'The recording was paused.',
  resumed: 'The recording was resumed.',
  stopWanted: 'A client or a deadline requests a stop.',
  ended: 'The recording has ended. Files may follow.',
  filesDone: 'All files exist, and the server knows each of them.',
  filesMissing: 'A file failed or was not delivered, or the list of files is not proven to be complete.',
  nothingRecorded: 'The vendor has no file and will have none.',
  failed: 'The recording has ended, and there will be no files.',
  filesOverdue: 'The time for files is over.',
  controlLost: 'The time in which the vendor accepts a stop is over.',
};

interface Edge {
  readonly from: RecordingState;
  readonly to: RecordingState;
  readonly kinds: Set<FactKind>;
}

/** Returns every transition between two states that any fact causes in any life. */
function walk(): Edge[] {
  const seen = new Set<string>();
  const edges = new Map<string, Edge>();
  const open: Life[] = [newLife()];
  for (let life = open.pop(); life; life = open.pop()) {
    const key = JSON.stringify(life);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const fact of FACTS) {
      const next = reduce(life, fact).life;
      open.push(next);
      if (next.state === life.state) continue;
      const way = `${life.state} ${next.state}`;
      if (!edges.has(way)) edges.set(way, { from: life.state, to: next.state, kinds: new Set() });
      edges.get(way)!.kinds.add(fact.kind);
    }
  }
  return inOrder([...edges.values()]);
}

const STATES = Object.values(RecordingState);
const KINDS = [...new Set(FACTS.map(({ kind }) => kind))];

function inOrder(edges: Edge[]): Edge[] {
  const place = ({ from, to }: Edge): number => STATES.indexOf(from) * STATES.length + STATES.indexOf(to);
  return edges.sort((one, other) => place(one) - place(other));
}

const sorted = (kinds: ReadonlySet<FactKind>): FactKind[] => KINDS.filter((kind) => kinds.has(kind));

/** Facts that lead out of nearly every state. One edge each keeps the diagram readable. */
const DRAWN_FROM: Partial<Record<FactKind, RecordingState>> = {
  filesDone: RecordingState.PROCESSING,
  filesMissing: RecordingState.PROCESSING,
  nothingRecorded: RecordingState.PROCESSING,
  failed: RecordingState.PROCESSING,
  controlLost: RecordingState.STOPPING,
};

function diagram(edges: readonly Edge[]): string {
  const lines = edges.flatMap(({ from, to, kinds }) => {
    const shown = sorted(kinds).filter((kind) => (DRAWN_FROM[kind] ?? from) === from);
    return shown.length === 0 ? [] : [`    ${from} --> ${to}: ${shown.join(', ')}`];
  });
  const ends = STATES.filter(isFinal).map((state) => `    ${state} --> [*]`);
  return ['stateDiagram-v2', `    [*] --> ${newLife().state}`, ...lines, ...ends].join('\n');
}

function stateTable(edges: readonly Edge[]): string {
  const rows = STATES.map((state) => {
    const ways = edges.filter(({ from }) => from === state);
    const leaves = ways.map(({ to, kinds }) => `${sorted(kinds).map(code).join(', ')} → ${to}`);
    return `| ${state} | ${MEANINGS[state]} | ${leaves.length === 0 ? 'nothing: the state is final' : leaves.join('<br>')} |`;
  });
  return ['| state | meaning | left by |', '| --- | --- | --- |', ...rows].join('\n');
}

function factTable(): string {
  return [
    '| fact | meaning |',
    '| --- | --- |',
    ...KINDS.map((kind) => `| ${code(kind)} | ${FACT_MEANINGS[kind]} |`),
  ].join('\n');
}

function inWords(states: readonly RecordingState[]): string {
  return `${states.slice(0, -1).join(', ')} and ${states.at(-1)}`;
}

function code(kind: FactKind): string {
  return `\`${kind}\``;
}

function document(): string {
  const edges = walk();
  const drawnOnce = KINDS.filter((kind) => DRAWN_FROM[kind] !== undefined);
  return `# The life cycle of a recording

\`npm run life-cycle\` prints this page from \`src/domain/state-machine.ts\`. The program finds every transition by applying
every fact to every reachable recording.

## Facts

A fact is one observation: a client's intent, a vendor's answer, callback or poll result, or a deadline that has passed.
The pure function \`reduce\` computes the next state of a recording from its current state and one fact. The function is
defined for every fact in every state.

${factTable()}

## States

${stateTable(edges)}

\`\`\`mermaid
${diagram(edges)}
\`\`\`

The picture shows ${drawnOnce.map(code).join(', ')} from one state only. The table shows all of their transitions.

## Late, repeated and reordered facts

Callbacks can arrive late, twice, in any order or never, and the server may poll the vendor in between. Therefore the
server merges each fact into what is already known of the task: the earliest sign of the beginning, the latest pause,
the latest resume, the earliest sign of the end, the most specific cause. The state follows from the merged facts, not
from their order. The same facts give the same recording in every order, however often they are repeated.

If a vendor contradicts itself about whether the recording succeeded at all, the first conclusion counts. The verdict on
the files is computed again with every fact about a file; a failed file outweighs a report that all files exist.

- Any report about a task also implies that its start succeeded, even before the vendor answers the start.
- A recording is paused if its latest pause is later than its latest resume. At the same time, the resume counts.
- An observed end outweighs a requested stop. A stop requested after the end changes nothing.
- The vendor's own reason for an end outweighs a requested stop. A requested stop outweighs "stopped by a call" and
  "gone". "Stopped by a call" without a requested stop becomes STOPPED_ELSEWHERE: another program stopped the task.
- Overdue files are the cause only if no cause of the end is known. Overdue files never replace the cause of an end.
- A stop requested while a start has no answer is kept. The server stops the task when it finds the task.
- An attempt that was not sent allows another start only if every earlier attempt has an answer.

## Deadlines

Before the server applies a deadline, it reads what can be read: reports count before deadlines.

- Files are due two hours after the end, for TIW six hours. For TIW and GME, the server polls the vendor after that time;
  if the vendor does not answer, the server polls for one more day. The other products report files by callback only:
  there the deadline counts after the server has listened for two minutes without a report.
- If \`stopBy\` or the end of control passed while the server was away or while its clock jumped, the server polls the
  vendor first. A recording that had ended by then does not appear as stopped by this server.
- After the end of control, a vendor that no longer knows a task proves nothing: the task may still run.

## Final states

The server takes no further action in ${inWords(STATES.filter(isFinal))}.

- No fact leaves FAILED or ABANDONED.
- ${inWords(FILE_VERDICTS)} are verdicts on the files and can change only into each other: a file that is
  reported as failed ends COMPLETE, and the last missing proof makes a recording COMPLETE.
- Late reports still complete the times and the cause of a recording that the vendor had.
- If a task turns up for a start that was given up, the server stops the task, and the recording does not change. The
  same holds for a second task of one start. If the vendor does not report the id of such a task, the server raises an
  alarm.
`;
}

const file = new URL('../docs/life-cycle.md', import.meta.url);
const text = await format(document(), { ...(await resolveConfig(file)), parser: 'markdown' });

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8')) !== text) {
    console.error('docs/life-cycle.md is not what the code does. Run npm run life-cycle, and read the change.');
    process.exit(1);
  }
} else {
  await writeFile(file, text);
}
