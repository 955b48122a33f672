import { gzipSync } from 'node:zlib';
import { setInterval } from 'node:timers/promises';
import type { FaultKind, FaultScript } from './fault-scripts.ts';
import type { Outcome, RawReply } from '../server/loopback-server.ts';

/** A call that goes wrong. */
export interface FaultyCall {
  readonly script: FaultScript;
  /** Carries it out. */
  readonly answer: () => RawReply;
  /** Carries it out as one that arrived once more. */
  readonly answerAgain: () => RawReply;
  /** Answers with the vendor's error. Carries nothing out. */
  readonly refuse: () => RawReply;
}

const MIB = 1024 * 1024;
const HUGE_BYTES = 3 * MIB;
const BOMB_MIB = 101;
const DRIP_MS = 1000;
/** White space, which JSON allows anywhere. */
const BLANK = Buffer.from(' ');
const GATEWAY_PAGE = '<!doctype html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>';

/** What becomes of a call, by the kind of its fault. Whoever does not ask for the answer leaves it undone. */
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
    // Compressed texts one after another are one compressed text, so the many need not be compressed one by one.
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

/** An answer in words, as none of the vendors gives it. */
export function plain(status: number, body: string): RawReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function withHeader(reply: RawReply, name: string, value: string): RawReply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}

/** The body but for its last sign, a byte a second, and then blanks: its reader never has the whole. */
async function* drops(body: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body.slice(0, -1));
  yield bytes.subarray(0, 1);
  let index = 1;
  // Without `ref`, a process that has nothing else to do need not sit it out.
  for await (const _ of setInterval(DRIP_MS, undefined, { ref: false })) {
    yield index < bytes.length ? bytes.subarray(index, index + 1) : BLANK;
    index += 1;
  }
}

/** The body but for its last sign, and then blanks as fast as they are taken. */
function* flood(body: string): Generator<Buffer> {
  yield Buffer.from(body.slice(0, -1));
  const blanks = Buffer.alloc(64 * 1024, BLANK);
  for (;;) yield blanks;
}
