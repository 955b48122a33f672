import { describe, expect, it } from 'vitest';
import type { EventFilter } from '../../../src/events/event-filter.ts';
import type { RecordingEvent } from '../../../src/events/change-feed.ts';
import { transitionOf } from '../../../src/events/event-filter.ts';
import type { EarlierLabels, Recording } from '../../../src/ledger/contract/entities.ts';
import { Evidence, RecordingState } from '../../../src/domain/recording.ts';
import { recording, UNLINKED } from '../../shared/ledger/sample.ts';

const { STARTING, RECORDING, PAUSED, COMPLETE } = RecordingState;

function event(
  change: Partial<RecordingEvent['change']>,
  given: Partial<Recording> = {},
  earlierLabels: readonly EarlierLabels[] | null = null,
): RecordingEvent {
  const numbers = { tries: 0, lastChange: 9, updatedAt: 1, newsAt: 1 };
  const row: Recording = { ...recording(1), ...UNLINKED, results: null, ...numbers, ...given, earlierLabels };
  return {
    recording: row,
    change: {
      seq: 1,
      epoch: 'e',
      recordingId: row.id,
      number: 2,
      kind: 'STATE',
      file: null,
      fileTask: '',
      at: 1,
      from: STARTING,
      to: RECORDING,
      cause: null,
      evidence: Evidence.CLIENT,
      ...change,
    },
  };
}

describe('by a filter of states', () => {
  it.each<[what: string, change: Partial<RecordingEvent['change']>, states: RecordingState[], told: unknown]>([
    ['into them', { from: STARTING, to: RECORDING }, [RECORDING], 'ENTERED'],
    ['out of them', { from: RECORDING, to: PAUSED }, [RECORDING], 'LEFT'],
    ['among them', { from: RECORDING, to: PAUSED }, [RECORDING, PAUSED], 'CHANGED'],
    ['elsewhere', { from: STARTING, to: RECORDING }, [COMPLETE], undefined],
    ['of a file meanwhile', { kind: 'FILE', from: RECORDING, to: RECORDING }, [RECORDING], 'CHANGED'],
    ['of its making, in them', { number: 1, from: null, to: STARTING }, [STARTING], 'ENTERED'],
    ['of its making, elsewhere', { number: 1, from: null, to: STARTING }, [RECORDING], undefined],
  ])('a change %s is reported so, whatever the state is today', (_what, change, states, told) => {
    for (const state of [STARTING, RECORDING, COMPLETE]) {
      expect(transitionOf(event(change, { state }), { states })).toBe(told);
    }
  });

  it('a change of another recording, or of another kind, is not reported', () => {
    expect(transitionOf(event({}), { states: [RECORDING], room: 'another' })).toBeUndefined();
    expect(transitionOf(event({}), { states: [RECORDING], kinds: ['FILE'] })).toBeUndefined();
    expect(transitionOf(event({}), { products: ['GME', 'TRTC_WEB'] })).toBeUndefined();
  });
});

it('without a filter a recording enters with its first change, and changes after that', () => {
  expect(transitionOf(event({ number: 1, from: null, to: STARTING }), {})).toBe('ENTERED');
  expect(transitionOf(event({}), {})).toBe('CHANGED');
});

describe('by a filter of labels', () => {
  const filter: EventFilter = { labels: [{ name: 'tenant', value: 'a' }] };
  const today = { labels: { tenant: 'a' } };
  const RELABELLED = { kind: 'LABELS', number: 4, from: RECORDING, to: RECORDING } as const;
  const before = [{ before: 4, labels: { tenant: 'b' } }];

  it('the labels count that the recording had at the change', () => {
    expect(transitionOf(event({ number: 3 }, today, before), filter)).toBeUndefined();
    expect(transitionOf(event(RELABELLED, today, before), filter)).toBe('ENTERED');
    expect(transitionOf(event({ number: 5 }, today, before), filter)).toBe('CHANGED');
  });

  it('a recording leaves with the change of its labels', () => {
    const other = { labels: { tenant: 'c' } };
    expect(transitionOf(event({ number: 3 }, other, [{ before: 4, labels: { tenant: 'a' } }]), filter)).toBe('CHANGED');
    expect(transitionOf(event(RELABELLED, other, [{ before: 4, labels: { tenant: 'a' } }]), filter)).toBe('LEFT');
  });

  it('a change whose labels are not known is reported without the labels if the labels of today fit', () => {
    const doubted = [{ before: 4, labels: null }];
    expect(transitionOf(event({ number: 3 }, today, doubted), filter)).toBeNull();
    expect(transitionOf(event({ number: 3 }, { labels: {} }, doubted), filter)).toBeUndefined();
    expect(transitionOf(event({ number: 3 }, today, doubted), { states: [RECORDING] })).toBe('ENTERED');
  });
});
