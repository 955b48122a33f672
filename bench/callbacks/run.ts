import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CallbackAddresses } from '../../src/callbacks/addresses.ts';
import type { CallbackSource } from '../../src/callbacks/callback.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { ServerKey } from '../../src/server-key.ts';
import { Secret } from '../../src/wire/secret.ts';
import { spreadOf } from '../ledger/times.ts';
import { startStore, type StoreName } from '../ledger/store.ts';
import { STORES } from '../ledger/settings.ts';
import { recordingsOf, TASKS } from './recordings.ts';

// Measures the time to answer a callback: 10,000 callbacks in 10 seconds at the built server, fsync included.

const CALLBACKS = 10_000;
const SECONDS = 10;
const APP = 1400000001;
const KEY = 'keyOfTheBench00000000000000001';
const SERVER_KEY = 'the-server-key-of-the-bench-0123456789';
const GOAL_MS = 250;
const TITLES: Readonly<Record<StoreName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
const TYPES = [301, 303, 307, 304, 306];

interface Measured {
  readonly times: readonly number[];
  readonly refused: number;
  /** Time from the last answer until the last callback was applied, in ms. */
  readonly appliedAfter: number;
}

async function measure(name: StoreName): Promise<Measured> {
  const store = await startStore(name);
  const folder = mkdtempSync(path.join(tmpdir(), 'tapedeck-bench-callbacks-'));
  try {
    const url = await store.newUrl();
    const ledger = await openLedger({ url, now: Date.now });
    for (const recording of recordingsOf(APP)) await ledger.insert(recording);
    await ledger.close();
    const server = await startServer(url, folder);
    const times: number[] = [];
    let refused = 0;
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const address = new URL(addressAt(server.origin));
    const began = performance.now();
    const all: Promise<void>[] = [];
    for (let sent = 0; sent < CALLBACKS; sent += 1) {
      const due = began + (sent * SECONDS * 1000) / CALLBACKS;
      const wait = due - performance.now();
      if (wait > 1) await after(wait);
      const body = bodyOf(sent);
      const sentAt = performance.now();
      const answered = post(agent, address, body).then((status) => {
        times.push(performance.now() - sentAt);
        if (status !== 200) refused += 1;
      });
      all.push(answered);
    }
    await Promise.all(all);
    const appliedAfter = await applied(server.origin);
    agent.destroy();
    await server.stop();
    return { times, refused, appliedAfter };
  } finally {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until every callback is applied. Returns the time of the wait in ms. */
async function applied(origin: string): Promise<number> {
  const since = performance.now();
  for (;;) {
    const query = '{ callbackCounts { state } }';
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${origin}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data } = (await answer.json()) as { data: { callbackCounts: readonly { readonly state: string }[] } };
    if (data.callbackCounts.every(({ state }) => state !== 'WAITING')) return performance.now() - since;
    await after(100);
  }
}

async function startServer(url: string, folder: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: url,
      DATA_DIR: folder,
      SERVER_KEY,
      TENCENT_SECRET_ID: 'AKIDbench',
      TENCENT_SECRET_KEY: 'none',
      TENCENT_ENDPOINT: 'http://127.0.0.1:9',
      TENCENT_TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    written += chunk;
    const [, origin] = /Tapedeck runs at (\S+)/.exec(written) ?? [];
    if (origin !== undefined) {
      const stop = async (): Promise<void> => {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      };
      return { origin, stop };
    }
  }
  throw new Error(`the server did not start:\n${written}`);
}

function addressAt(origin: string): string {
  const source = { path: 'tencent/trtc' } as CallbackSource;
  return new CallbackAddresses([source], new ServerKey(new Secret(SERVER_KEY))).at(origin).get(source.path)!;
}

function bodyOf(number: number): string {
  const at = Date.now() + number;
  const info = { RoomId: '3560', EventTs: Math.floor(at / 1000), EventMsTs: at, UserId: 'robot' };
  const type = TYPES[Math.floor(number / TASKS) % TYPES.length];
  const payload =
    type === 307 ? { FileName: 'a_20260101.ts', UserId: 'a', TrackType: 'audio', BeginTimeStamp: at } : { Status: 0 };
  const event = { ...info, TaskId: `task-${number % TASKS}`, Payload: payload };
  return JSON.stringify({ EventGroupId: 3, EventType: type, CallbackTs: at, EventInfo: event }, null, '\t');
}

function post(agent: Agent, address: URL, body: string): Promise<number> {
  const sign = createHmac('sha256', KEY).update(body).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    sdkappid: APP,
    sign,
  };
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

for (const name of STORES) {
  const { times, refused, appliedAfter } = await measure(name);
  const { p50, p99 } = spreadOf(times);
  const within = p99 <= GOAL_MS ? 'met' : 'missed';
  console.log(
    `${TITLES[name]}: ${CALLBACKS} callbacks in ${SECONDS} s: answered after ${p50.toFixed(1)} ms (p50) and ${p99.toFixed(1)} ms (p99), ` +
      `${refused} refused; all applied ${(appliedAfter / 1000).toFixed(1)} s after the last came. Goal of ${GOAL_MS} ms ${within}.`,
  );
}
console.log(`\nNode ${process.version}, ${availableParallelism()} cores, load at the end ${loadavg()[0]!.toFixed(1)}.`);
