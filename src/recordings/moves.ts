import type { Patch, RecordingRow } from '../ledger/rows.ts';
import { step } from './life.ts';
import { RecordingState, type Effect, type Evidence, type Fact, type Life } from './recording.ts';
import type { FileReport, Report } from './recorder.ts';
import { dueFacts, nextActionAt, urgentAt, type Policy } from './schedule.ts';

/** What a row becomes beside what facts make of it. */
export type Extra = NonNullable<Patch['set']>;

export interface Move {
  readonly at: number;
  readonly evidence: Evidence;
  readonly report: Report;
  readonly extra?: Extra;
  readonly releaseKey?: boolean;
  /** Nothing is changed when another recording has the task by now. */
  readonly unlessOwned?: true;
  /** An action that came to nothing: the next one waits longer. */
  readonly fruitless?: boolean;
}

/** What facts make of a row: what to write, and what to do beside. */
export interface Moved {
  readonly patch: Patch;
  readonly effects: readonly Effect[];
}

/** Applies facts to a row by the state machine, and says when the row is looked at next. Pure. */
export function move(row: RecordingRow, move: Move, policy: Policy, random?: number): Moved {
  const effects: Effect[] = [];
  let life = lifeOf(row);
  for (const fact of [...move.report.facts, ...dueFacts({ ...row, ...move.extra }, move.at, policy)]) {
    const stepped = step(life, fact);
    life = stepped.life;
    effects.push(...stepped.effects);
  }
  const isNews = life.state !== row.state || life.taskId !== row.taskId;
  const tries = isNews ? 0 : move.fruitless ? row.tries + 1 : row.tries;
  const next = { ...row, ...life, tries, ...move.extra, ...(isNews && { newsAt: move.at }) };
  const files = (move.report.files ?? []).map(fileOf);
  const areFilesThere = life.state === RecordingState.COMPLETE && (isNews || files.length > 0);
  const surplus = effects.flatMap((effect) => (effect.kind === 'stopSurplus' ? [effect.taskId] : []));
  return {
    effects,
    patch: {
      at: move.at,
      evidence: move.evidence,
      set: {
        ...life,
        tries,
        ...(life.state !== row.state && { evidence: move.evidence }),
        ...timesOf(next, move, policy, random),
      },
      files,
      ...(areFilesThere && { areFilesThere }),
      ...(surplus.length > 0 && { surplusTaskIds: surplus }),
      ...(move.releaseKey && { releaseKey: true }),
      ...(move.unlessOwned && { unlessOwned: true }),
    },
  };
}

/** When the row is looked at next. While somebody works on it, that is when their lease ends. */
function timesOf(next: RecordingRow, { at, extra }: Move, policy: Policy, random: number | undefined): Extra {
  const asked = extra?.nextActionAt;
  if (asked !== undefined) return { ...extra, urgentAt: asked };
  const nextAt = nextActionAt(next, at, policy, random);
  return { ...extra, nextActionAt: nextAt, urgentAt: urgentAt(next, nextAt, policy) };
}

/** A report of one fact. */
export function only(fact: Fact): Report {
  return { facts: [fact] };
}

/** The part of a row that facts move. */
export function lifeOf(row: Life): Life {
  const { state, cause, wanted, attempt, taskId, accepted } = row;
  const { begunAt, pausedAt, resumedAt, endedAt, stopWantedAt } = row;
  return {
    state,
    cause,
    wanted,
    attempt,
    taskId,
    accepted,
    begunAt,
    pausedAt,
    resumedAt,
    endedAt,
    stopWantedAt,
  };
}

function fileOf(file: FileReport): NonNullable<Patch['files']>[number] {
  return {
    name: file.name,
    state: file.state,
    userId: file.userId ?? null,
    track: file.track ?? null,
    format: file.format ?? null,
    url: file.url ?? null,
    sizeBytes: file.sizeBytes ?? null,
    beginsAt: file.beginsAt ?? null,
    endsAt: file.endsAt ?? null,
  };
}
