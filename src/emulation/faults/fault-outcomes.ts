import { gzipSync } from 'node:zlib';
import { setInterval } from 'node:timers/promises';
import type { FaultKind, FaultScript } from './fault-scripts.ts';
import type { Outcome, RawReply } from '../server/loopback-server.ts';

export interface FaultyCall {
  readonly script: FaultScript;
  readonly answer: () => RawReply;
  /** Carries the call out as a repeated call. */
  readonly answerAgain: () => RawReply;
  /** Answers with the vendor's error. Does not carry the call out. */
  readonly refuse: () => RawReply;
}

const MIB = 1024 * 1024;
const HUGE_BYTES = 3 * MIB;
const BOMB_MIB = 101;
const DRIP_MS = 1000;
/** White space, which JSON allows anywhere. */
const BLANK = Buffer.from(' ');
const GATEWAY_PAGE = '<!doctype html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>';

/** Outcome of a call by the kind of its fault. A kind that does not use the answer does not carry the call out. */
export const OUTCOMES: Readonly<Record<FaultKind, (call: FaultyCall) => Outcome>> = {
  delay: ({ answer }) => answer(),
  'reset-before': () => 'reset',
  'reset-after': ({ answer }) => after(answer, 'reset'),
  'lost-answer': ({ answer }) => after(answer, 'silence'),
  'half-header': ({ answer }) => after(answer, 'half-header'),
  status: ({ script }) => plain(script.status ?? 500, 'Scripted fault.'),
  html: () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: GATEWAY_PAGE }),
  redirect: () => ({ status: 302, headers: { location: 'https://elsewhere.invalid/' }, body: '' }),
  'not-envelope': () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok"}' }),
  code: ({ refuse }) => refuse(),
  empty: ({ answer }) => ({ ...answer(), body: '' }),
  'wrong-type': ({ answer }) => withHeader(answer(), 'content-type', 'text/plain; charset=utf-8'),
  duplicate({ answer, answerAgain }) {
    answer();
    return answerAgain();
  },
  truncated({ answer }) {
    const reply = answer();
    return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  },
  huge({ answer }) {
    const reply = answer();
    return { ...reply, body: reply.body.padEnd(HUGE_BYTES) };
  },
  'gzip-bomb'({ answer }) {
    const reply = answer();
    // Concatenated gzip members are one gzip stream, so the blanks need no compression of their own.
    const blanks = gzipSync(Buffer.alloc(MIB, BLANK));
    const chunks = [gzipSync(reply.body), ...Array<Buffer>(BOMB_MIB).fill(blanks)];
    return { ...withHeader(reply, 'content-encoding', 'gzip'), chunks };
  },
  slow({ answer }) {
    const reply = answer();
    return { ...reply, chunks: drops(reply.body) };
  },
  endless({ answer }) {
    const reply = answer();
    return { ...reply, chunks: flood(reply.body) };
  },
};

function after(answer: () => RawReply, outcome: Outcome): Outcome {
  answer();
  return outcome;
}

/** A plain-text answer, which no vendor sends. */
export function plain(status: number, body: string): RawReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function withHeader(reply: RawReply, name: string, value: string): RawReply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}

/** The body without its last character, one byte a second, then blanks: the reader never gets the whole body. */
async function* drops(body: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body.slice(0, -1));
  yield bytes.subarray(0, 1);
  let index = 1;
  // Without `ref`, an idle process can exit.
  for await (const _ of setInterval(DRIP_MS, undefined, { ref: false })) {
    yield index < bytes.length ? bytes.subarray(index, index + 1) : BLANK;
    index += 1;
  }
}

/** The body without its last character, then blanks as fast as the caller reads. */
function* flood(body: string): Generator<Buffer> {
  yield Buffer.from(body.slice(0, -1));
  const blanks = Buffer.alloc(64 * 1024, BLANK);
  for (;;) yield blanks;
}
