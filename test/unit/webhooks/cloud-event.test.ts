import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorOf } from '../../../src/events/cursor.ts';
import type { RecordingEvent } from '../../../src/events/change-feed.ts';
import type { RecordingFile } from '../../../src/ledger/contract/entities.ts';
import { Evidence, RecordingCause, RecordingState } from '../../../src/domain/recording.ts';
import { cloudEventOf, eventSchema, RECORDING_EVENT } from '../../../src/webhooks/cloud-event.ts';
import { idOf, MADE_AT, recording, UNLINKED } from '../../shared/ledger/sample.ts';

const COMMITTED = new URL('../../../schemas/recording-event.schema.json', import.meta.url);

const FIRST = 'first';

const ours = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
/** A vendor can tell any time. */
const theirs = fc.option(fc.oneof(ours, fc.double(), fc.maxSafeInteger()));
const text = fc.option(fc.string());
const state = fc.constantFrom(...Object.values(RecordingState));
const cause = fc.option(fc.constantFrom(...Object.values(RecordingCause)));
const evidence = fc.constantFrom(...Object.values(Evidence));
const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string());

const events: fc.Arbitrary<RecordingEvent> = fc.record({
  change: fc.record({
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    epoch: fc.constantFrom(FIRST, 'later'),
    recordingId: fc.constant(idOf(1)),
    number: fc.integer({ min: 1, max: 2 ** 31 }),
    kind: fc.constantFrom('STATE', 'FILE', 'SUPERSEDED'),
    file: text,
    fileTask: fc.string(),
    at: ours,
    from: fc.option(state),
    to: state,
    cause,
    evidence,
  }),
  recording: fc
    .record({
      room: text,
      taskId: text,
      retryOf: text,
      supersededBy: text,
      state,
      cause,
      evidence,
      labels,
      metadata: labels,
      createdAt: ours,
    })
    .chain((row) =>
      fc.record({ begunAt: theirs, endedAt: theirs, stopBy: theirs, controllableUntil: theirs }).map((times) => ({
        ...recording(1),
        ...UNLINKED,
        results: null,
        updatedAt: 0,
        newsAt: 0,
        tries: 0,
        lastChange: 1,
        ...row,
        ...times,
      })),
    ),
});

const files: fc.Arbitrary<RecordingFile> = fc.record({
  recordingId: fc.constant(idOf(1)),
  taskId: fc.string(),
  name: fc.string({ minLength: 1 }),
  state: fc.constantFrom('RECORDING', 'PROCESSING', 'READY', 'FAILED', 'HELD_BY_VENDOR'),
  reasonCode: text,
  reason: text,
  userId: text,
  track: text,
  format: text,
  url: text,
  sizeBytes: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  beginsAt: theirs,
  endsAt: theirs,
  seenAt: ours,
});

it('is what the committed schema says, whatever a recording holds', () => {
  fc.assert(
    fc.property(events, fc.option(files, { nil: undefined }), (event, file) => {
      const sent = JSON.parse(JSON.stringify(cloudEventOf(event, FIRST, file))) as unknown;
      expect(RECORDING_EVENT.safeParse(sent).error).toBeUndefined();
    }),
  );
});

it('has the schema that is committed: after a change run `npx tsx scripts/print-event-schema.ts`, and read it', () => {
  expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(JSON.parse(JSON.stringify(eventSchema())));
});

it('passes a validator that is given the committed schema, as receivers have it', () => {
  const schema = JSON.parse(readFileSync(COMMITTED, 'utf8')) as object;
  const isValid = new Ajv2020({ formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } }).compile(
    schema,
  );
  fc.assert(
    fc.property(events, fc.option(files, { nil: undefined }), (event, file) => {
      const sent = JSON.parse(JSON.stringify(cloudEventOf(event, FIRST, file))) as unknown;
      expect(isValid(sent), JSON.stringify(isValid.errors)).toBe(true);
    }),
  );
  expect(isValid({ specversion: '1.0' })).toBe(false);
});

it('is a CloudEvent with the attributes that the standard asks for', () => {
  const row = { ...recording(1), ...UNLINKED, results: null, updatedAt: 0, newsAt: 0, tries: 0, lastChange: 7 };
  const { from, ...change } = {
    seq: 2 ** 53 - 1,
    epoch: FIRST,
    recordingId: row.id,
    number: 7,
    kind: 'STATE' as const,
    file: null,
    fileTask: '',
    at: MADE_AT,
    from: RecordingState.STARTING,
    to: RecordingState.RECORDING,
    cause: null,
    evidence: Evidence.CALLBACK,
  };
  expect(cloudEventOf({ change: { ...change, from }, recording: row }, FIRST)).toMatchObject({
    specversion: '1.0',
    id: `${row.id}.7`,
    source: `/recordings/${row.id}`,
    type: 'tapedeck.recording.recording',
    subject: row.id,
    time: '2026-11-21T00:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: '9007199254740991',
    epoch: FIRST,
    cursor: cursorOf({ epoch: FIRST, seq: 2 ** 53 - 1 }),
  });
});

it('has another id in another epoch of the ledger, where the same number of a recording can be another change', () => {
  fc.assert(
    fc.property(events, ({ change, recording: row }) => {
      const [one, other] = [FIRST, 'later'].map((epoch) =>
        cloudEventOf({ change: { ...change, epoch }, recording: row }, FIRST),
      );
      expect(other!.id).toBe(`${one!.id}.later`);
      expect(other!.cursor).not.toBe(one!.cursor);
    }),
  );
});

it('has a sequence that sorts as a text like the number of the change', () => {
  const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(events, number, number, ({ change, recording: row }, one, other) => {
      const [a, b] = [one, other].map(
        (seq) => cloudEventOf({ change: { ...change, seq }, recording: row }, FIRST).sequence,
      );
      expect(a! < b!).toBe(one < other);
      expect(Number(a)).toBe(one);
    }),
  );
});

it('reports nothing of what a recording was started with', () => {
  const row = { ...recording(1), ...UNLINKED, results: null, updatedAt: 0, newsAt: 0, tries: 0, lastChange: 1 };
  const change = {
    seq: 1,
    epoch: FIRST,
    recordingId: row.id,
    number: 1,
    kind: 'STATE',
    file: null,
    fileTask: '',
    at: 0,
  } as const;
  const event = cloudEventOf(
    {
      change: { ...change, from: null, to: row.state, cause: null, evidence: row.evidence },
      recording: { ...row, params: { secret: 'canary' }, ref: { secret: 'canary' }, answer: { secret: 'canary' } },
    },
    FIRST,
  );
  expect(JSON.stringify(event)).not.toContain('canary');
});
