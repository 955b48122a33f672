import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { createGunzip } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CARRIED_OUT, FAULT_KINDS, type FaultKind } from '../../../../src/emulation/faults/fault-scripts.ts';
import { startEchoEmulator } from '../echo-emulator.ts';

const ANSWER = '{"answer":"in full"}';
const MIB = 1024 * 1024;
const scripted = (kind: FaultKind) => ({ 'x-emulator-fault': JSON.stringify({ kind }) });

/** Sends a call with that fault and returns the answer once the headers have arrived. The call ends with the test. */
async function headOf(port: number, kind: FaultKind): Promise<IncomingMessage> {
  const call = request({ host: '127.0.0.1', port, path: '/start', headers: scripted(kind), agent: false });
  onTestFinished(() => void call.destroy());
  call.on('error', () => undefined); // the end of the test
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

/** Reads so many bytes, and no more. */
async function bytesOf(response: IncomingMessage, size: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length >= size) break;
  }
  return bytes;
}

describe('a fault', () => {
  it.each(FAULT_KINDS)('says how often the call is carried out: %s', async (kind) => {
    const { port, carriedOut, nextCarriedOut } = await startEchoEmulator();
    const isCarriedOut = nextCarriedOut();
    const call = request({ host: '127.0.0.1', port, path: '/start', headers: scripted(kind), agent: false });
    onTestFinished(() => void call.destroy());
    call.end();
    // Head and end come after the deed; of a lost answer neither ever comes.
    const cutOff = once(call, 'close').catch(() => undefined);
    await Promise.race([once(call, 'response').catch(() => cutOff), ...(kind === 'lost-answer' ? [isCarriedOut] : [])]);
    expect(carriedOut).toHaveLength(CARRIED_OUT[kind]);
  });
});

describe('the answer', () => {
  it('drips byte by byte after its head', async () => {
    const { port } = await startEchoEmulator();
    const response = await headOf(port, 'slow');
    expect([response.statusCode, response.headers['content-length']]).toEqual([200, undefined]);
    const drops: string[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) {
      drops.push(chunk.toString());
      if (drops.length === 2) break;
    }
    expect(drops).toEqual(['{', '"']);
  });

  it('goes on without end', async () => {
    const { port } = await startEchoEmulator();
    const bytes = await bytesOf(await headOf(port, 'endless'), 8 * MIB);
    expect(bytes.length).toBeGreaterThanOrEqual(8 * MIB);
    expect(bytes.subarray(0, ANSWER.length).toString()).toBe('{"answer":"in full" ');
  });

  it('leaves the emulator at work while one flows without end', async () => {
    const { port, call } = await startEchoEmulator();
    const response = await headOf(port, 'endless');
    response.resume();
    expect((await call('/other')).text).toBe(ANSWER);
  });

  it('has three mebibytes and is still right', async () => {
    const { call } = await startEchoEmulator();
    const { text } = await call('/start', scripted('huge'));
    expect(text).toHaveLength(3 * MIB);
    expect(JSON.parse(text)).toEqual({ answer: 'in full' });
  });

  it('grows a hundredfold when it is unpacked', async () => {
    const { port } = await startEchoEmulator();
    const response = await headOf(port, 'gzip-bomb');
    expect(response.headers['content-encoding']).toBe('gzip');
    let [packed, unpacked] = [0, 0];
    response.on('data', (chunk: Buffer) => (packed += chunk.length));
    for await (const chunk of response.pipe(createGunzip()) as AsyncIterable<Buffer>) {
      if (unpacked === 0) expect(chunk.subarray(0, ANSWER.length).toString()).toBe(ANSWER);
      unpacked += chunk.length;
    }
    expect(unpacked).toBeGreaterThan(100 * MIB);
    expect(packed).toBeLessThan(MIB);
  });

  it.each<[FaultKind, number, string, string]>([
    ['wrong-type', 200, 'text/plain; charset=utf-8', ANSWER],
    ['empty', 200, 'application/json', ''],
    ['not-envelope', 200, 'application/json', '{"status":"ok"}'],
    ['duplicate', 200, 'application/json', ANSWER],
  ])('is another: %s', async (kind, status, type, body) => {
    const { call } = await startEchoEmulator();
    const { headers, ...received } = await call('/start', scripted(kind));
    expect([received.status, headers['content-type'], received.text]).toEqual([status, type, body]);
  });

  it('is elsewhere', async () => {
    const { call } = await startEchoEmulator();
    expect(await call('/start', scripted('redirect'))).toMatchObject({
      status: 302,
      headers: { location: 'https://elsewhere.invalid/' },
    });
  });

  it('breaks off within its head', async () => {
    const { port } = await startEchoEmulator();
    const socket = connect(port, '127.0.0.1');
    const header = JSON.stringify({ kind: 'half-header' });
    socket.write(`POST /start HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Emulator-Fault: ${header}\r\n\r\n`);
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('HTTP/1.1 200 OK\r\nContent-Ty');
  });
});

it.each<FaultKind>(['slow', 'endless', 'lost-answer'])('lets the emulator close: %s', async (kind) => {
  const { port, call, nextCarriedOut, close } = await startEchoEmulator();
  const carriedOut = nextCarriedOut();
  const ended = call('/start', scripted(kind)).then(
    () => 'answered',
    () => 'cut off',
  );
  await carriedOut;
  await close();
  expect(await ended).toBe('cut off');
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
});
