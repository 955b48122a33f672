import { describe, expect, it } from 'vitest';
import { isFinal, reduce } from '../../../src/domain/state-machine.ts';
import { FINAL_STATES, RecordingCause, RecordingState } from '../../../src/domain/recording.ts';
import { brokenLaws, brokenStepLaws, everyFact, reachable } from './state-machine-laws.ts';

const { CLIENT, GONE, IDLE } = RecordingCause;
const facts = everyFact([1, 2], [CLIENT, GONE, IDLE]);
const { lives, kinds } = reachable(facts);

describe(`all ${lives.length} lives that ${facts.length} facts lead to`, () => {
  it('are in every state, by every kind of fact', () => {
    expect(new Set(lives.map(({ state }) => state))).toEqual(new Set(Object.values(RecordingState)));
    expect(kinds.size).toBe(16);
  });

  it('are legal', () => {
    expect(lives.flatMap((life) => brokenLaws(life).map((law) => ({ law, life })))).toEqual([]);
  });

  it('keep the laws of a step with every fact', () => {
    const broken = new Set<string>();
    for (const life of lives) for (const fact of facts) for (const law of brokenStepLaws(life, fact)) broken.add(law);
    expect([...broken]).toEqual([]);
  });

  it('are legal after facts with any cause at all', () => {
    const odd = everyFact([3], Object.values(RecordingCause));
    const broken = new Set<string>();
    for (const life of lives)
      for (const fact of odd) for (const law of brokenLaws(reduce(life, fact).life)) broken.add(law);
    expect([...broken]).toEqual([]);
  });

  it('leave a final state in six ways, each by a verdict on the files', () => {
    const final = lives.filter(({ state }) => isFinal(state));
    const ways = new Set<string>();
    for (const life of final)
      for (const fact of facts) {
        const { state } = reduce(life, fact).life;
        if (state !== life.state) ways.add(`${life.state}: ${fact.kind} → ${state}`);
      }
    expect(new Set(final.map(({ state }) => state))).toEqual(new Set(FINAL_STATES));
    expect([...ways].sort()).toEqual([
      'COMPLETE: filesMissing → INCOMPLETE',
      'COMPLETE: nothingRecorded → NOTHING_RECORDED',
      'INCOMPLETE: filesDone → COMPLETE',
      'INCOMPLETE: nothingRecorded → NOTHING_RECORDED',
      'NOTHING_RECORDED: filesDone → COMPLETE',
      'NOTHING_RECORDED: filesMissing → INCOMPLETE',
    ]);
  });
});
