import { describe, expect, it } from 'vitest';
import type { CallbackEvent, CallbackRequest, CallbackSource } from '../../../../../src/callbacks/callback.ts';
import { CallbackSignature } from '../../../../../src/providers/rongcloud/callbacks/signature.ts';
import type { RongcloudEmulatorOptions } from '../../../../../src/providers/rongcloud/emulator/emulator.ts';
import { areFilesAll } from '../../../../../src/providers/rongcloud/recording/callback-files.ts';
import { RongcloudRoomStatusCallback } from '../../../../../src/providers/rongcloud/callbacks/room-status.ts';
import { RongcloudRecordingCallback } from '../../../../../src/providers/rongcloud/recording/callback.ts';
import { freshFile } from '../../../../shared/emulation/fresh-file.ts';
import { startReceiver, type Arrived } from '../../../../shared/emulation/receiver.ts';
import { APP_KEY, APP_SECRET, CONFIG, NOW, START, startCaller } from './caller.ts';

const HOUR = 3_600_000;
const LINES = ['rongcloud/recording', 'rongcloud/room-status'];

/** Starts an emulator that sends callbacks over HTTP, and reads the callbacks with the real sources. */
async function startCallingBack(options: Partial<RongcloudEmulatorOptions> = {}) {
  const caller = await startCaller(options);
  const receiver = await startReceiver();
  const addresses = new Map(LINES.map((line) => [line, `${receiver.url}/${line}`]));
  caller.emulator.callbacks.settings.setOwn(addresses);
  const signature = new CallbackSignature({ appKey: APP_KEY, appSecret: APP_SECRET });
  const sources = [new RongcloudRecordingCallback(signature), new RongcloudRoomStatusCallback(signature)];

  const read = (arrived: Arrived): readonly CallbackEvent[] => {
    const { pathname, searchParams } = new URL(arrived.path, receiver.url);
    const source: CallbackSource = sources.find(({ path }) => pathname === `/callbacks/${path}`)!;
    const request: CallbackRequest = {
      headers: arrived.headers as CallbackRequest['headers'],
      query: Object.fromEntries(searchParams),
      body: arrived.body,
      receivedAt: caller.clock.now,
    };
    return source.read(source.verify(request), caller.clock.now);
  };
  /** The callbacks of a line, once there are so many. */
  const heard = async (line: string, count: number): Promise<readonly Arrived[]> => {
    const ofLine = () => receiver.arrived.filter(({ path }) => path.startsWith(`/callbacks/${line}`));
    await expect.poll(() => ofLine().length).toBe(count);
    return ofLine();
  };
  const reported = async (line: string, count: number): Promise<CallbackEvent[]> => {
    return (await heard(line, count)).flatMap(read);
  };
  return { ...caller, addresses, receiver, read, heard, reported };
}

/** A recording of a session from its start to its last file. */
async function recorded(more: object, options: Partial<RongcloudEmulatorOptions> = {}) {
  const harness = await startCallingBack(options);
  const sessionId = harness.emulator.rooms.join('room-1', { userId: 'alice' });
  const config = { ...CONFIG, ...more };
  const { recordId } = await harness.ask('startRecord', { sessionId, extra: 'lesson #0123456789ab', config });
  return { ...harness, sessionId, recordId: recordId! };
}

const typesOf = (events: readonly CallbackEvent[]) => events.map(({ type }) => type);

describe('a recording', () => {
  it('is reported at its start, at each file, at its end and after the upload', async () => {
    const { ask, emulator, reported, sessionId, recordId } = await recorded({ mode: 3 });
    emulator.clock.advance(1000);
    await ask('stopRecord', { sessionId });
    emulator.clock.advance(HOUR);
    const events = await reported('rongcloud/recording', 4);
    expect(typesOf(events)).toEqual(['1', '2', '3', '4']);
    for (const each of events) {
      expect(each).toMatchObject({ account: APP_KEY, room: 'room-1', taskId: recordId, vendorKey: '0123456789ab' });
    }
    expect(events[0]!.report.facts).toContainEqual({ kind: 'running', at: NOW });
    expect(events[2]!.report.facts).toContainEqual({ kind: 'ended', at: NOW + 1000, cause: 'GONE' });
    const file = { name: 'mixed_1.mp4', format: 'mp4', beginsAt: NOW, endsAt: NOW + 1000 };
    expect(events[1]!.report.files).toEqual([{ ...file, state: 'PROCESSING' }]);
    const [uploaded] = events[3]!.report.files ?? [];
    expect(uploaded).toMatchObject({ ...file, state: 'READY' });
    const { status, headers } = await fetch(uploaded!.url!, { method: 'HEAD' });
    expect([status, headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(headers.get('content-length')).toBe(String(uploaded!.sizeBytes));
  });

  it.each([
    [3, 'mp4', 'mixed_1.mp4', 'video/mp4'],
    [3, 'mkv', 'mixed_1.mkv', 'video/x-matroska'],
    [3, 'flv', 'mixed_1.flv', 'video/x-flv'],
    [3, 'hls', 'mixed_1.m3u8', 'application/vnd.apple.mpegurl'],
    [5, 'aac', 'mixed_1.aac', 'audio/aac'],
    [5, 'mp3', 'mixed_1.mp3', 'audio/mpeg'],
  ])('of mode %i has its file of %s as soon as it is uploaded', async (mode, format, name, type) => {
    const formats = mode === 5 ? { audioFormat: format } : { videoFormat: format };
    const { emulator, recordId } = await recorded({ mode, sliceMin: 30, ...formats });
    const head = () => fetch(`${emulator.origin}/files/${recordId}/${name}`, { method: 'HEAD' });
    expect((await head()).status).toBe(404);
    emulator.clock.advance(HOUR / 2 + 3000);
    const { status, headers } = await head();
    expect([status, headers.get('content-type')]).toEqual([200, type]);
  });

  it('makes a file for each slice and user while it runs', async () => {
    const { emulator, ask, reported, sessionId } = await recorded({ mode: 0, sliceMin: 30 });
    emulator.clock.advance(HOUR / 2 + 1000);
    emulator.rooms.join('room-1', { userId: 'bob' });
    emulator.clock.advance(HOUR / 2);
    await ask('stopRecord', { sessionId });
    emulator.clock.advance(HOUR);
    // Slices: three of alice; two of bob, who joined in the second slice.
    const events = await reported('rongcloud/recording', 12);
    const files = events.flatMap(({ report }) => report.files ?? []).filter(({ state }) => state === 'READY');
    expect(files.map(({ name }) => name).toSorted()).toEqual([
      ...['alice_1.mp4', 'alice_2.mp4', 'alice_3.mp4'],
      ...['bob_2.mp4', 'bob_3.mp4'],
    ]);
    expect(areFilesAll(files)).toBe(true);
  });

  it('makes no more files of a user who left', async () => {
    const { emulator, ask, reported, sessionId } = await recorded({ mode: 2, sliceMin: 30 });
    emulator.rooms.join('room-1', { userId: 'bob' });
    emulator.clock.advance(1000);
    emulator.rooms.leave('room-1', { userId: 'bob' });
    emulator.clock.advance(HOUR / 2);
    await ask('stopRecord', { sessionId });
    emulator.clock.advance(HOUR);
    const events = await reported('rongcloud/recording', 8);
    const names = events.flatMap(({ report }) => report.files ?? []).map(({ name }) => name);
    expect([...new Set(names)].toSorted()).toEqual(['alice_1.aac', 'alice_2.aac', 'bob_1.aac']);
  });

  it('is reported as ended with its session', async () => {
    const { emulator, reported } = await recorded({});
    emulator.rooms.leave('room-1', { userId: 'alice' });
    emulator.clock.advance(HOUR);
    expect(typesOf(await reported('rongcloud/recording', 4))).toContain('3');
  });

  it('is reported further after a restart, without a repetition', async () => {
    const first = await recorded({}, { storeFile: freshFile() });
    await first.heard('rongcloud/recording', 1);
    await expect.poll(() => first.emulator.callbacks.sent.at(-1)?.outcome).toBe('received');
    const second = await first.restart();
    second.emulator.callbacks.settings.setOwn(first.addresses);
    await second.ask('stopRecord', { sessionId: first.sessionId });
    second.emulator.clock.advance(HOUR);
    expect(typesOf(await first.reported('rongcloud/recording', 4)).toSorted()).toEqual(['1', '2', '3', '4']);
  });
});

describe('a room', () => {
  it('is reported from the first join to the last leave', async () => {
    const { emulator, reported } = await startCallingBack();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice', streams: [{ tag: 'screen', mediaType: 1 }] });
    emulator.rooms.join('room-1', { userId: 'bob' });
    emulator.rooms.leave('room-1', { userId: 'bob' });
    emulator.rooms.leave('room-1', { userId: 'alice' });
    const events = await reported('rongcloud/room-status', 7);
    expect(typesOf(events)).toEqual(['1', '11', '13', '11', '12', '12', '2']);
    for (const { session } of events) {
      expect(session).toEqual({ account: APP_KEY, roomId: 'room-1', sessionId, isOver: false });
    }
  });

  it('is reported as destroyed when all users are removed', async () => {
    const { emulator, reported } = await startCallingBack();
    emulator.rooms.join('room-1', { userId: 'alice' });
    emulator.rooms.end('room-1');
    expect(typesOf(await reported('rongcloud/room-status', 4))).toEqual(['1', '11', '12', '2']);
  });

  it('is signed in the address, a recording in headers', async () => {
    const { heard } = await recorded({});
    const [room] = await heard('rongcloud/room-status', 2);
    expect(Object.fromEntries(new URL(room!.path, 'http://a').searchParams)).toMatchObject({ appKey: APP_KEY });
    expect(room!.headers).not.toHaveProperty('signature');
    const [recording] = await heard('rongcloud/recording', 1);
    expect(recording!.headers).toMatchObject({ signature: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
  });
});

describe('what goes wrong with callbacks', () => {
  it.each(['forged', 'unsigned'] as const)('is, where one is %s beside the real one, found out', async (kind) => {
    const { emulator, heard, read, sessionId, ask } = await recorded({});
    await heard('rongcloud/recording', 1);
    emulator.callbacks.faults.add([{ kind, line: 'rongcloud/recording', type: '2' }]);
    await ask('stopRecord', { sessionId });
    const arrived = await heard('rongcloud/recording', 4);
    const verdicts = arrived.map((each) => {
      try {
        return read(each)[0]!.type;
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(verdicts.toSorted()).toEqual(['1', '2', '3', 'CallbackRejected']);
  });

  it('is, where one is lost, that it never comes', async () => {
    const { emulator, reported, sessionId, ask } = await recorded({});
    emulator.callbacks.faults.add([{ kind: 'lost', line: 'rongcloud/recording', type: '3' }]);
    await ask('stopRecord', { sessionId });
    emulator.clock.advance(HOUR);
    expect(typesOf(await reported('rongcloud/recording', 3))).toEqual(['1', '2', '4']);
  });

  it('is, where one comes twice, that both are good', async () => {
    const { emulator, reported, sessionId, ask } = await recorded({});
    emulator.callbacks.faults.add([{ kind: 'duplicate', type: '3' }]);
    await ask('stopRecord', { sessionId });
    expect(typesOf(await reported('rongcloud/recording', 4)).toSorted()).toEqual(['1', '2', '3', '3']);
  });

  it('is set by control calls', async () => {
    const { control, receiver } = await startCallingBack();
    const fault = { kind: 'late', line: 'rongcloud/room-status', delayMs: 5000 };
    expect((await control('POST', 'callbacks/faults', fault)).status).toBe(200);
    const shown = await control('PUT', 'callbacks', { line: 'rongcloud/recording', url: receiver.url });
    expect(shown.text).toContain(new URL(receiver.url).origin);
    expect(shown.text).not.toContain(APP_SECRET.reveal());
  });

  it('is, where none is answered with 200, that it comes three times more', async () => {
    const { emulator, receiver, heard, ask } = await startCallingBack();
    receiver.status = 500;
    await ask('startRecord', START);
    const record = () => emulator.callbacks.sent.find(({ line }) => line === 'rongcloud/recording');
    const outcome = () => {
      emulator.clock.advance(60_000);
      return record()?.outcome;
    };
    await expect.poll(outcome).toBe('given-up');
    expect(await heard('rongcloud/recording', 4)).toHaveLength(4);
  });
});
