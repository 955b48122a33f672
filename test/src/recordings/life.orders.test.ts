import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, newLife, step } from '../../../src/recordings/life.ts';
import { RecordingCause, RecordingState, type Fact, type Life } from '../../../src/recordings/recording.ts';
import { everyFact } from './life-laws.ts';

const SEED = 20_261_121;
const RUNS = 10_000;
const STORIES = 2000;
const { CLIENT, STOP_BY, IDLE, VENDOR_LIMIT, ROOM_ENDED, VENDOR_FAULT, GONE } = RecordingCause;
const ENDS = [CLIENT, IDLE, VENDOR_LIMIT, ROOM_ENDED, VENDOR_FAULT, GONE];

const live = (life: Life, facts: readonly Fact[]): Life => facts.reduce((known, fact) => step(known, fact).life, life);

const times = fc.integer({ min: 1, max: 12 });
const about = fc.oneof(
  fc.record({ kind: fc.constantFrom('running' as const, 'paused' as const, 'resumed' as const), at: times }),
  fc.record({ kind: fc.constant('ended' as const), at: times, cause: fc.constantFrom(...ENDS) }),
  fc.record({ kind: fc.constant('accepted' as const), at: times, taskId: fc.constantFrom('a', null) }),
);
/** Of these two a vendor says one at the most: there are files, or there is nothing. */
const conclusion = fc.oneof(
  fc.record({ kind: fc.constant('filesDone' as const), at: times }),
  fc.record({ kind: fc.constant('failed' as const), at: times, cause: fc.constantFrom(...ENDS) }),
);
const story: fc.Arbitrary<readonly Fact[]> = fc
  .tuple(fc.array(about, { minLength: 1, maxLength: 10, size: 'max' }), fc.array(times, { maxLength: 3 }), conclusion)
  .map(([facts, echoes, end]) => [...facts, ...echoes.map((at) => ({ ...end, at }))]);

/** One story in two orders, each with some of its facts told several times. */
const tellings = story.chain((facts) =>
  fc.record({
    one: fc.shuffledSubarray([...facts], { minLength: facts.length }),
    other: fc
      .array(fc.constantFrom(...facts), { maxLength: 8 })
      .chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length })),
  }),
);

const sent: Fact = { kind: 'sending', at: 0, attempt: 1 };
const lost: Fact = { kind: 'lost', at: 0 };
const stop: Fact = { kind: 'stopWanted', at: 0, cause: STOP_BY };

describe(`what the vendor tells, in any order and any number of times (${STORIES} stories each, seed ${SEED}),`, () => {
  it.each<[of: string, before: Fact[]]>([
    ['a start in flight', [sent]],
    ['a start without an answer', [sent, lost]],
    ['a start that is to stop', [sent, stop]],
    ['an unknown start that is to stop', [sent, lost, stop]],
    ['a task that was accepted', [sent, { kind: 'accepted', at: 0, taskId: 'a' }]],
  ])('of %s, gives one and the same life', (_, before) => {
    fc.assert(
      fc.property(tellings, ({ one, other }) => {
        const start = live(newLife(), before);
        expect(live(start, other)).toEqual(live(start, one));
      }),
      { numRuns: STORIES, seed: SEED },
    );
  });

  it('shows the same state whenever a stop was wanted', () => {
    fc.assert(
      fc.property(tellings, fc.nat(), ({ one, other }, place) => {
        const start = live(newLife(), [sent, { kind: 'accepted', at: 0, taskId: 'a' }]);
        const between = other.toSpliced(place % (other.length + 1), 0, stop);
        expect(live(start, between).state).toBe(live(start, [stop, ...one]).state);
      }),
      { numRuns: STORIES, seed: SEED },
    );
  });

  it('of one pause and its resumption leaves it recording', () => {
    const facts: Fact[] = [
      { kind: 'running', at: 1 },
      { kind: 'paused', at: 2 },
      { kind: 'resumed', at: 3 },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 3 }), (told) => {
        expect(live(newLife(), [sent, ...told]).state).toBe(RecordingState.RECORDING);
      }),
    );
  });
});

describe('any facts at all', () => {
  const any = fc.array(
    fc.constantFrom(...everyFact([1, 2, 3], ENDS), { kind: 'stopWanted', at: 2, cause: CLIENT } as const),
    {
      maxLength: 20,
      size: 'max',
    },
  );

  it(`change nothing when the last one is repeated (${RUNS} runs, seed ${SEED})`, () => {
    fc.assert(
      fc.property(any, (facts) => {
        let life = newLife();
        for (const fact of facts) {
          life = step(life, fact).life;
          expect(step(life, fact).life).toBe(life);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it(`leave a final state as it is (${RUNS} runs, seed ${SEED})`, () => {
    fc.assert(
      fc.property(any, any, (facts, late) => {
        const life = live(newLife(), facts);
        fc.pre(isFinal(life.state));
        expect(live(life, late).state).toBe(life.state);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
