import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, newLife, reduce } from '../../../src/domain/state-machine.ts';
import { RecordingCause, RecordingState, type Fact, type Life } from '../../../src/domain/recording.ts';
import { everyFact, finalAfter, isVerdict } from './state-machine-laws.ts';

const SEED = 20_261_121;
const RUNS = 10_000;
const STORIES = 2000;
const { CLIENT, STOP_BY, IDLE, VENDOR_LIMIT, ROOM_ENDED, VENDOR_FAULT, STOPPED_ELSEWHERE, GONE } = RecordingCause;
const ENDS = [IDLE, VENDOR_LIMIT, ROOM_ENDED, VENDOR_FAULT, STOPPED_ELSEWHERE, GONE];

const live = (life: Life, facts: readonly Fact[]): Life =>
  facts.reduce((known, fact) => reduce(known, fact).life, life);

const times = fc.integer({ min: 1, max: 12 });
const about = fc.oneof(
  fc.record({ kind: fc.constantFrom('running' as const, 'paused' as const, 'resumed' as const), at: times }),
  fc.record({ kind: fc.constant('ended' as const), at: times, cause: fc.constantFrom(...ENDS) }),
  fc.record({ kind: fc.constant('accepted' as const), at: times, taskId: fc.constantFrom('a', null) }),
);
const failed = fc.record({ kind: fc.constant('failed' as const), at: times, cause: fc.constantFrom(...ENDS) });
const verdict = fc.record({
  kind: fc.constantFrom('filesDone' as const, 'filesMissing' as const, 'nothingRecorded' as const),
  at: times,
});

interface Story {
  readonly facts: readonly Fact[];
  /** The verdict on the files that follows all other verdicts, for it was made when most was known. */
  readonly last?: Fact;
}

const news = fc.array(about, { minLength: 1, maxLength: 10, size: 'max' });
/** Of a task that came to nothing, the vendor says so up to three times, or not at all. */
const withoutFiles: fc.Arbitrary<Story> = fc
  .tuple(news, fc.array(times, { maxLength: 3 }), failed)
  .map(([facts, echoes, end]) => ({ facts: [...facts, ...echoes.map((at) => ({ ...end, at }))] }));
/** Verdicts contradict one another. */
const withFiles: fc.Arbitrary<Required<Story>> = fc
  .tuple(news, fc.array(verdict, { maxLength: 3 }), verdict)
  .map(([facts, verdicts, last]) => ({ facts: [...facts, ...verdicts], last }));

/** One story in two orders, each with some of its facts told several times. */
const inTwoOrders = (stories: fc.Arbitrary<Story>): fc.Arbitrary<Record<'one' | 'other', readonly Fact[]>> =>
  stories.chain(({ facts, last }) => {
    const told = (all: readonly Fact[]): fc.Arbitrary<readonly Fact[]> =>
      fc
        .tuple(fc.shuffledSubarray([...all], { minLength: all.length }), fc.nat())
        .map(([order, place]) => (last ? afterVerdicts(order, last, place) : order));
    const repeats = fc.array(fc.constantFrom(...facts), { maxLength: 8 });
    return fc.record({ one: told(facts), other: repeats.chain((again) => told([...facts, ...again])) });
  });

/** The facts with the last verdict somewhere behind all other verdicts. */
function afterVerdicts(facts: readonly Fact[], last: Fact, place: number): readonly Fact[] {
  const first = facts.findLastIndex(({ kind }) => isVerdict(kind)) + 1;
  return facts.toSpliced(first + (place % (facts.length - first + 1)), 0, last);
}

const tellings = inTwoOrders(fc.oneof(withoutFiles, withFiles));

const sent: Fact = { kind: 'sending', at: 0, attempt: 1 };
const lost: Fact = { kind: 'lost', at: 0 };
const stop: Fact = { kind: 'stopWanted', at: 0, cause: STOP_BY };

describe(`what the vendor reports, in any order and any number of times, verdicts on the files up to the last one included (${STORIES} stories each, seed ${SEED}),`, () => {
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

  it('gives the same life whenever the time for files is over, where the files are judged', () => {
    fc.assert(
      fc.property(inTwoOrders(withFiles), fc.nat(), ({ one, other }, place) => {
        const start = live(newLife(), [sent]);
        const between = other.toSpliced(place % (other.length + 1), 0, { kind: 'filesOverdue', at: 0 });
        expect(live(start, between)).toEqual(live(start, one));
      }),
      { numRuns: STORIES, seed: SEED },
    );
  });

  it('has the same cause in every order of the end, the time for files and the files themselves', () => {
    const ends = [null, ...ENDS].map((cause): Fact => ({ kind: 'ended', at: 1, cause }));
    const others: Fact[] = [
      { kind: 'filesOverdue', at: 2 },
      { kind: 'filesDone', at: 3 },
    ];
    for (const end of ends) {
      const facts = fc.shuffledSubarray([end, ...others], { minLength: 3 });
      fc.assert(
        fc.property(facts, (told) => {
          const { state, cause } = live(newLife(), [sent, ...told]);
          expect({ state, cause }).toEqual({
            state: RecordingState.COMPLETE,
            cause: end.kind === 'ended' && end.cause,
          });
        }),
        { numRuns: 100, seed: SEED },
      );
    }
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
          life = reduce(life, fact).life;
          expect(reduce(life, fact).life).toBe(life);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it(`leave FAILED and ABANDONED as they are, and of other final states what the last verdict on the files says (${RUNS} runs, seed ${SEED})`, () => {
    fc.assert(
      fc.property(any, any, (facts, late) => {
        const life = live(newLife(), facts);
        fc.pre(isFinal(life.state));
        expect(live(life, late).state).toBe(late.reduce(finalAfter, life.state));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
