import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, newLife, reduce } from '../../../src/domain/state-machine.ts';
import { FILE_VERDICTS, RecordingState } from '../../../src/domain/recording.ts';
import { isVerdict, VERDICTS } from './state-machine-laws.ts';
import { StateMachineHarness, type Command, type Vendor } from './state-machine-harness.ts';

const SEED = 20_261_121;
/** For each vendor. */
const RUNS = 10_000;
const { STARTING, RECORDING, PAUSED, PROCESSING, COMPLETE, INCOMPLETE, NOTHING_RECORDED, ABANDONED } = RecordingState;

const often = ['send', 'deliver', 'happen', 'lookUp', 'poll'] as const;
const seldom = ['wantStop', 'stop', 'arrive', 'overdue'] as const;
const command = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Command>(...often) },
  { weight: 1, arbitrary: fc.constantFrom<Command>(...seldom) },
);
const courses = fc.array(fc.tuple(command, fc.nat({ max: 839 })), { maxLength: 40, size: 'max' });

function live(vendor: Vendor, course: readonly (readonly [Command, number])[]): StateMachineHarness {
  const harness = new StateMachineHarness(vendor);
  harness.do('send', course[0]?.[1] ?? 0);
  for (const [name, choice] of course) harness.do(name, choice);
  return harness;
}

/** The ways out of a final state. */
const TURNS = [
  [COMPLETE, INCOMPLETE],
  [COMPLETE, NOTHING_RECORDED],
  [INCOMPLETE, COMPLETE],
  [INCOMPLETE, NOTHING_RECORDED],
  [NOTHING_RECORDED, COMPLETE],
  [NOTHING_RECORDED, INCOMPLETE],
].map((turn) => turn.join(' → '));

/** A recording in a final state is not asked about, so only a callback leads out of it. */
const VENDORS: [what: string, vendor: Vendor, turns: string[]][] = [
  ['whose callbacks come in the end', 'callsBack', TURNS],
  ['that can be asked and never calls back', 'silent', []],
  ['that cannot be asked for a start, and whose second start ends the first', 'replaces', []],
];

describe.each(VENDORS)(`a recording and a vendor %s`, (_, vendor, turns) => {
  it(`keep all laws and agree in the end, in ${RUNS} courses of up to 40 events (seed ${SEED})`, () => {
    const seen = new Set<RecordingState>();
    const turned = new Set<string>();
    fc.assert(
      fc.property(courses, fc.nat({ max: 99 }), (course, choice) => {
        const harness = live(vendor, course);
        seen.add(harness.life.state);
        harness.settle(choice);
        const { life, own, changes } = harness;
        for (const [place, state] of changes.slice(1).entries())
          if (isFinal(changes[place]!)) turned.add(`${changes[place]!} → ${state}`);

        expect(harness.broken).toEqual([]);
        expect(replayed(harness)).toEqual({ life, changes });
        expect(unknownTasks(harness)).toEqual([]);
        expect(filesOf(harness)).toBe(life.state);
        if (vendor === 'callsBack' && FILE_VERDICTS.includes(life.state)) expect(own!.told).toBe(own!.outcomes.length);
        if (life.wanted === 'STOPPED') expect(isFinal(life.state)).toBe(true);
        else if (!isFinal(life.state)) expect(life.state).toBe(stateOf(own!));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(seen).toEqual(new Set(Object.values(RecordingState)));
    expect([...turned].sort()).toEqual(turns);
  });
});

/** The same facts once more, from the beginning. */
function replayed({ facts }: StateMachineHarness): Pick<StateMachineHarness, 'life' | 'changes'> {
  const changes: RecordingState[] = [];
  let life = newLife();
  for (const fact of facts) {
    const next = reduce(life, fact).life;
    if (next.state !== life.state) changes.push(next.state);
    life = next;
  }
  return { life, changes };
}

/** Tasks that run, and that are neither the recording's own, nor being stopped, nor given to a person. */
function unknownTasks({ tasks, life, surplus, alarms }: StateMachineHarness): string[] {
  if (life.state === ABANDONED && alarms > 0) return [];
  return tasks.filter(({ id, ended }) => !ended && id !== life.taskId && !surplus.has(id)).map(({ id }) => id);
}

/** The state by what the server was told of the files last. Where it is not about files, the state of the recording. */
function filesOf({ life, own, facts }: StateMachineHarness): RecordingState {
  const told = own?.outcomes[own.told - 1];
  if (!FILE_VERDICTS.includes(life.state)) return life.state;
  if (told && isVerdict(told)) return VERDICTS[told];
  // What failed after its files were overdue stays so.
  return facts.some(({ kind }) => kind === 'filesOverdue') ? life.state : RecordingState.FAILED;
}

/** How a task would be shown by somebody who knows the vendor's mind. */
function stateOf(task: NonNullable<StateMachineHarness['own']>): RecordingState {
  if (task.ended) return PROCESSING;
  if (task.isPaused) return PAUSED;
  return task.begunAt === undefined ? STARTING : RECORDING;
}
