import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Counts the files and functions of Tapedeck that run for one start, one change and one callback: what a reader has to know.
// `npm run bench:path` measures this project; a folder as argument measures the build of the project in that folder.

/** Functions that ran, by file. */
type Ran = Readonly<Record<string, readonly string[]>>;

const ROUNDS = 8;
/** Longer than any loop of an idle server, and than the way of a callback to its recording. */
const SETTLED_MS = 1500;
const APP = 1400000001;
const CALLBACK_KEY = 'keyOfTheBench00000000000000001';

const START = `mutation ($input: TrtcCreateCloudRecordingInput!) {
  trtcCreateCloudRecording(input: $input) { taskId recording { id } errors { code message } }
}`;
const CHANGES = 'subscription { recordingChanged { seq recording { id state } } }';
const JSON_TYPE = { 'content-type': 'application/json' };

const project = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'tapedeck-bench-path-'));
let starts = 0;
const vendor = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Response: { TaskId: `task-${starts}`, RequestId: `request-${starts}` } }));
  });
});
await once(vendor.listen(0, '127.0.0.1'), 'listening');

const main = path.join(project, 'dist/src/main.js');
const env = {
  PATH: process.env['PATH'],
  HOST: '127.0.0.1',
  PORT: '0',
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'http://127.0.0.1',
  DATABASE_URL: `sqlite:${path.join(folder, 'ledger.sqlite')}`,
  SERVER_KEY: 'the-server-key-of-the-bench-0123456789',
  TENCENT_SECRET_ID: 'AKIDofTheBench',
  TENCENT_SECRET_KEY: 'secret-key-of-the-bench',
  TENCENT_ENDPOINT: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`,
  TENCENT_TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
};
const agent = pathToFileURL(path.join(import.meta.dirname, 'agent.mjs')).href;
const server = spawn(process.execPath, ['--import', agent, main], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });

async function originOf(): Promise<string> {
  let text = '';
  for await (const chunk of server.stdout!) {
    text += String(chunk);
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
    if (found) return found[0];
  }
  throw new Error(`the server did not start:\n${text}`);
}

/** The functions that ran since the last call. */
async function take(): Promise<Ran> {
  server.send('take');
  const [ran] = (await once(server, 'message')) as [Ran];
  return ran;
}

/** The functions that ran in every round of `action`, without those of an idle server. */
async function always(action: () => Promise<unknown>, idle: Ran = {}): Promise<Ran> {
  let common: Ran | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    await take();
    await action();
    const ran = await take();
    common = common ? keep(common, (file, name) => ran[file]?.includes(name) ?? false) : ran;
  }
  return keep(common!, (file, name) => !(idle[file]?.includes(name) ?? false));
}

function keep(ran: Ran, isKept: (file: string, name: string) => boolean): Ran {
  const entries = Object.entries(ran).map(
    ([file, names]) => [file, names.filter((name) => isKept(file, name))] as const,
  );
  return Object.fromEntries(entries.filter(([, names]) => names.length > 0));
}

async function start(origin: string): Promise<void> {
  starts += 1;
  const input = {
    sdkAppId: APP,
    roomId: '3560',
    userId: `robot-${starts}`,
    userSig: 'usersig-of-the-bench',
    recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: 60 },
    storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
  };
  const body = JSON.stringify({ query: START, variables: { input } });
  const answer = await fetch(`${origin}/graphql`, { method: 'POST', headers: JSON_TYPE, body });
  const text = await answer.text();
  if (!text.includes(`"taskId":"task-${starts}"`)) throw new Error(`the start was answered with ${text}`);
}

/** Reports, as TRTC does, that the recorder of the last task has entered the room. */
async function callBack(address: string): Promise<void> {
  const at = Date.now();
  const info = { RoomId: '3560', EventTs: Math.floor(at / 1000), EventMsTs: at, UserId: 'robot' };
  const event = { ...info, TaskId: `task-${starts}`, Payload: { Status: 0 } };
  const body = JSON.stringify({ EventGroupId: 3, EventType: 301, CallbackTs: at, EventInfo: event });
  const sign = createHmac('sha256', CALLBACK_KEY).update(body).digest('base64');
  const answer = await fetch(address, { method: 'POST', headers: { ...JSON_TYPE, sdkappid: String(APP), sign }, body });
  if (answer.status !== 200) throw new Error(`the callback was answered with ${answer.status}`);
}

function callbackAddress(origin: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(project, 'dist/src/callback-addresses.js')], {
    env,
    encoding: 'utf8',
  });
  const found = /https?:\/\/[^/\s]+(\/\S*tencent\/trtc\S*)/.exec(stdout);
  if (!found) throw new Error(`no callback address of TRTC:\n${stdout}${stderr}`);
  return origin + found[1]!;
}

/** Subscribes to all changes. Closing returns the number of changes that came. */
async function watch(origin: string): Promise<{ close: () => Promise<number> }> {
  const url = `${origin}/graphql/stream?${new URLSearchParams({ query: CHANGES }).toString()}`;
  const answer = await fetch(url, { headers: { accept: 'text/event-stream' } });
  const reader = answer.body!.getReader();
  let text = '';
  const read = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += new TextDecoder().decode(value);
    }
  };
  const reading = read();
  return {
    async close() {
      await reader.cancel();
      await reading;
      return text.match(/"seq":/g)?.length ?? 0;
    },
  };
}

function print(title: string, ran: Ran): void {
  const files = Object.keys(ran).sort();
  const functions = (of: readonly string[]): number => of.reduce((sum, file) => sum + ran[file]!.length, 0);
  const below = files.filter((file) => !file.startsWith('src/http/'));
  console.log(
    `${title.padEnd(9)}${below.length} files and ${functions(below)} functions below HTTP; ` +
      `${files.length} files and ${functions(files)} functions in all`,
  );
  if (process.env['PATH_FILES']) for (const file of files) console.log(`  ${file}: ${ran[file]!.join(', ')}`);
}

try {
  const origin = await originOf();
  const address = callbackAddress(origin);
  await start(origin);
  const idle = await always(() => after(SETTLED_MS));
  const starting = await always(() => start(origin), idle);
  const quiet = await always(async () => {
    await start(origin);
    await after(SETTLED_MS);
  }, idle);
  const called = await always(async () => {
    await callBack(address);
    await after(SETTLED_MS);
  }, idle);
  const changes = await watch(origin);
  const watched = await always(async () => {
    await start(origin);
    await after(SETTLED_MS);
  }, idle);
  if ((await changes.close()) === 0) throw new Error('the subscription sent no change');
  print('start', starting);
  print('callback', called);
  print(
    'change',
    keep(watched, (file, name) => !(quiet[file]?.includes(name) ?? false)),
  );
} finally {
  server.kill();
  vendor.close();
  rmSync(folder, { recursive: true, force: true });
}
