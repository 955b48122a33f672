import { describe, expect, it } from 'vitest';
import { isFinal, step } from '../../../src/recordings/life.ts';
import { FINAL_STATES, RecordingCause, RecordingState } from '../../../src/recordings/recording.ts';
import { brokenLaws, brokenStepLaws, everyFact, reachable } from './life-laws.ts';

const { CLIENT, GONE, IDLE } = RecordingCause;
const facts = everyFact([1, 2], [CLIENT, GONE, IDLE]);
const { lives, kinds } = reachable(facts);

describe(`all ${lives.length} lives that ${facts.length} facts lead to`, () => {
  it('are in every state, by every kind of fact', () => {
    expect(new Set(lives.map(({ state }) => state))).toEqual(new Set(Object.values(RecordingState)));
    expect(kinds.size).toBe(14);
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
      for (const fact of odd) for (const law of brokenLaws(step(life, fact).life)) broken.add(law);
    expect([...broken]).toEqual([]);
  });

  it('stay where they are when they are final', () => {
    const final = lives.filter(({ state }) => isFinal(state));
    const left = final.flatMap((life) => facts.filter((fact) => step(life, fact).life.state !== life.state));
    expect({ states: new Set(final.map(({ state }) => state)), left }).toEqual({
      states: new Set(FINAL_STATES),
      left: [],
    });
  });
});
