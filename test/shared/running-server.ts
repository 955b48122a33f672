import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { readConfig, type Environment } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { hurriedTiming } from './calls/driven-time.ts';
import { serverProgram } from './bundled.ts';
import { runNode, type TestChild } from './child-process.ts';
import { startServer } from './server.ts';
import { fakeVendor, KEYS, type FakeVendor } from './fake-vendor.ts';

let folders = 0;

/** Returns a new folder that does not exist; the server creates the folder. */
function freshFolder(): string {
  return join(tmpdir(), `tapedeck-test-${process.pid}-${Date.now()}-${folders++}`);
}

export interface TestServerOptions {
  /** Settings that extend or replace the test keys. */
  readonly environment?: Environment;
  readonly vendor?: FakeVendor;
  readonly level?: string;
}

export interface TestServer {
  readonly origin: string;
  /** All that was logged so far, as written. */
  readonly logged: () => string;
  readonly vendor: FakeVendor;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the real server on a free port over a fake vendor. Stops when the test ends; outside of a test, `atEnd`
 * receives the function that stops the server.
 */
export async function startTestServer(
  { environment, vendor = fakeVendor(), level = 'trace' }: TestServerOptions = {},
  atEnd: (stop: () => Promise<void>) => void = onTestFinished,
): Promise<TestServer> {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const folder = freshFolder();
  const config = readConfig({
    ...KEYS,
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    DATA_DIR: folder,
    ...environment,
  });
  const server = await startServer({
    config,
    log: createLog(level, destination),
    transport: vendor.transport,
    timing: hurriedTiming(),
    reconcile: false,
  });
  atEnd(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { origin: server.origin, logged: () => text, vendor, stop: server.stop };
}

/** A complete answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request and reads the whole answer. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The header of Apollo Client, urql and graphql-request. */
export const CLIENT_ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** Sends a GraphQL request as clients do. A text is sent unchanged. */
export function post(
  { origin }: { readonly origin: string },
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return request(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: CLIENT_ACCEPT, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Parses an answer as JSON. */
export function json<T>({ text }: { readonly text: string }): T {
  return JSON.parse(text) as T;
}

/** The errors of an answer. */
export function errorsOf(answer: { readonly text: string }): readonly {
  readonly message: string;
  readonly path?: readonly string[];
  readonly extensions: { readonly code: string; readonly argumentPath?: readonly string[]; readonly errorId?: string };
}[] {
  return json<{ errors?: ReturnType<typeof errorsOf> }>(answer).errors ?? [];
}

/** The simplest mutation with its variables. */
export const GME_START = `mutation Start($input: GmeStartRecordInput!) {
  gmeStartRecord(input: $input) { taskId requestId errors { code message path vendorCode retryable } }
}`;
export const GME_INPUT = { bizId: 3400352518, roomId: 'room-7', recordMode: 'SINGLE' };

/** The program in a process, as an operator starts the program. */
export interface TestProcess extends TestChild {
  readonly origin: string;
}

/** Runs src/main.ts with only these settings. The process ends with the test. */
export async function spawnMain(environment: Environment): Promise<TestChild> {
  const folder = freshFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settings = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, ...environment };
  return runNode([await serverProgram()], settings);
}

/** As `spawnMain`, after the server listens. */
export async function startProcess(environment: Environment): Promise<TestProcess> {
  const child = await spawnMain(environment);
  const [, origin] = await child.wrote(/Tapedeck runs at (\S+)/);
  return { ...child, origin: origin! };
}
