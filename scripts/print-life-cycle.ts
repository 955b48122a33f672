// Prints docs/life-cycle.md out of the state machine itself, or with --check tells whether the file is up to date.
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
  REQUESTED: 'The intent is on disk, and no attempt of it is under way.',
  STARTING: 'It was sent, or the vendor has it and does not record yet.',
  RECORDING: 'The vendor records.',
  PAUSED: 'The last thing heard of it is a pause.',
  STOPPING: 'A stop is wanted, and the end was not seen yet. The stop is repeated until it is.',
  PROCESSING: 'It has ended. Its files are awaited.',
  COMPLETE: 'It has ended, and its files are there.',
  FAILED: 'Nothing was started, or the vendor says that nothing came of it. The cause tells which.',
  INCOMPLETE: 'It has ended, and a file failed, was not delivered, did not come in time, or may be unknown.',
  NOTHING_RECORDED: 'It has ended, and the vendor has no file: nobody published.',
  UNKNOWN: 'It was sent and no answer came. Whether it runs is being looked up.',
  ABANDONED:
    'The vendor stopped letting it be stopped before its end was seen. It may run and cost until its end is told. An alarm was raised.',
};

const SAYINGS: Record<FactKind, string> = {
  sending: 'An attempt of the start is about to leave.',
  accepted: 'The vendor has the task: by its answer, a look-up or a callback.',
  notSent: 'The attempt surely was not carried out, and may be made again. It counts for nothing.',
  refused: 'The start surely was not carried out, and is not made again.',
  lost: 'No answer to the start.',
  running: 'It records.',
  paused: 'It was paused.',
  resumed: 'It goes on after a pause.',
  stopWanted: 'A client, or a deadline of ours, wants it stopped.',
  ended: 'It has ended. Files may come.',
  filesDone: 'All its files are there, and each of them is known.',
  filesMissing: 'A file failed or was not delivered, or it is not proven that all files are known.',
  nothingRecorded: 'The vendor has no file, and there will be none.',
  failed: 'It has ended, and there will be no files.',
  filesOverdue: 'The time for files is over.',
  controlLost: 'The time is over in which the vendor lets it be stopped.',
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
    return `| ${state} | ${MEANINGS[state]} | ${leaves.length === 0 ? 'nothing: it is final' : leaves.join('<br>')} |`;
  });
  return ['| state | what it means | left by |', '| --- | --- | --- |', ...rows].join('\n');
}

function factTable(): string {
  return [
    '| fact | what it says |',
    '| --- | --- |',
    ...KINDS.map((kind) => `| ${code(kind)} | ${SAYINGS[kind]} |`),
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
  return `# The life of a recording

This file is printed by \`npm run life-cycle\` out of \`src/domain/state-machine.ts\`: every way in it was found by applying
every fact to every life that can be reached.

## Facts move it

A recording moves by facts: what a client wants, what the vendor answers, calls back or says when it is asked, and what
time alone makes true. One pure function, \`step\`, says what a fact makes of a recording. It knows an answer to every
fact in every state.

${factTable()}

## States

${stateTable(edges)}

\`\`\`mermaid
${diagram(edges)}
\`\`\`

In the picture, ${drawnOnce.map(code).join(', ')} are drawn from one state only. The table has all of their ways.

## What is told late, twice or in the wrong order

Callbacks come late, again and out of order, some never come, and the vendor may be asked in between. So what the vendor
tells of a task is only ever added to what is known of it: the earliest sign that it had begun, the latest pause, the
latest resumption, the earliest sign of its end, the most telling cause. The state follows from what is known, not from
the order of the news. The same facts give the same recording in every order and however often they are repeated. Where a vendor
contradicts itself about whether anything came of it, its first conclusion counts. About its files the whole of what was told
counts, and is judged anew with every news of a file: what failed outweighs the word that all is well.

- Whatever the vendor tells of a task means that it has the task, also before it has answered the start.
- A recording is paused when its latest pause is later than its latest resumption. Of one time, the resumption counts.
- An end that was seen beats a wish to stop. A wish that comes after the end changes nothing.
- The vendor's own reason for an end beats our wish to stop. Our wish beats "stopped by a call" and "gone". Stopped by a call
  without a wish of ours is STOPPED_ELSEWHERE: another program did it.
- That files are overdue is the cause only where nothing is known of the end. Why a recording ended is never overwritten by it.
- A wish to stop a start without an answer is kept. The task is stopped when it is found.
- An attempt that did not leave makes the start free again only when no earlier attempt is without an answer.

## What time alone makes true

The server judges a deadline by what is known at that moment, so it first learns what can be learnt. What is told counts before
what is due.

- The time for files (two hours after the end, for TIW six) counts once the vendor, asked after it, still has not confirmed them
  (TIW, GME). A vendor that does not answer is asked for a day more. Of the other products only callbacks tell: there the time
  counts once the server has listened for two minutes without news.
- \`stopBy\`, and the end of control that passed while the server was away or while its clock jumped, count after a look at the
  vendor. So a recording that had ended by then is not told as stopped by us.
- After the end of control, a vendor that does not know a task any more proves nothing: the task may run on.

## Final states

For ${inWords(STATES.filter(isFinal))} nothing more is done. FAILED and ABANDONED are never left, by any fact.
${inWords(FILE_VERDICTS)} say what the files amount to, and are left only for one another: a file that is reported as
failed takes COMPLETE back, and the last proof that was missing makes it. What is told later still completes the times and the
cause of a recording that the vendor had. A task that turns up for a start that was given up is stopped, and the
recording stays as it is. So is a second task of the same start. Where the id of such a task is not told, an alarm is raised.
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
