import { expect, it } from 'vitest';
import { matchesFilter, type EventFilter } from '../../../src/events/event-filter.ts';
import type { RecordingEvent } from '../../../src/events/change-feed.ts';
import { Evidence, RecordingState } from '../../../src/domain/recording.ts';
import { recording, UNLINKED } from '../../shared/ledger/sample.ts';

const row = {
  ...recording(1),
  labels: { course: '7' },
  room: 'room-7',
  tries: 0,
  lastChange: 1,
  updatedAt: 1,
  newsAt: 1,
  ...UNLINKED,
  results: null,
};
const EVENT: RecordingEvent = {
  recording: row,
  change: {
    seq: 1,
    epoch: 'e',
    recordingId: row.id,
    number: 1,
    kind: 'STATE',
    file: null,
    fileTask: '',
    at: 1,
    from: null,
    to: RecordingState.STARTING,
    cause: null,
    evidence: Evidence.CLIENT,
  },
};

it.each<[string, EventFilter, EventFilter]>([
  ['id', { recordingIds: [row.id] }, { recordingIds: ['another'] }],
  ['product', { product: row.product }, { product: 'GME' }],
  ['account', { account: row.account }, { account: '1' }],
  ['room', { room: 'room-7' }, { room: 'room-8' }],
  ['kind', { kinds: ['STATE'] }, { kinds: ['FILE'] }],
  ['state', { states: [RecordingState.STARTING] }, { states: [RecordingState.COMPLETE] }],
  ['a label', { label: { name: 'course' } }, { label: { name: 'toString' } }],
  ["a label's value", { label: { name: 'course', value: '7' } }, { label: { name: 'course', value: '8' } }],
  ['everything that is given', { product: row.product, room: 'room-7' }, { product: row.product, room: 'x' }],
])('an event is wanted by %s', (_, fits, doesNot) => {
  expect([matchesFilter(EVENT, fits), matchesFilter(EVENT, doesNot)]).toEqual([true, false]);
});

it('what is null is not asked for', () => {
  const filter = {
    recordingIds: null,
    product: null,
    account: null,
    room: null,
    kinds: null,
    states: null,
    label: null,
  };
  expect(matchesFilter(EVENT, filter)).toBe(true);
  expect(matchesFilter(EVENT, { label: { name: 'course', value: null } })).toBe(true);
});
