import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, vi, type MockInstance } from 'vitest';
import { freshRoom } from '../../../examples/placeholders.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import type { RunningServer } from '../../../src/server.ts';
import { startServer } from '../../shared/server.ts';

export interface Served {
  readonly origin: string;
}

/** A server over emulators, for the tests of a file. */
export function served(): Served {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tapedeck-clients-'));
  let server: RunningServer;
  beforeAll(async () => {
    const config = readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, VENDOR_CALLS_PER_SECOND: '0' });
    server = await startServer({ config, log: createLog('silent') });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });
  return {
    get origin() {
      return server.origin;
    },
  };
}

export function socketUrl({ origin }: Served): string {
  return `${origin.replace('http', 'ws')}/graphql`;
}

/** An input that starts a recording in a new room. */
export function newRoom() {
  return { bizId: 3400352518, roomId: `room-${freshRoom()}`, recordMode: 'SINGLE' as const };
}

export const START = `mutation Start($input: GmeStartRecordInput!) {
  gmeStartRecord(input: $input) {
    taskId
    recording { id state room labels { name value } }
    errors { code message path }
  }
}`;

/** Starts a recording without a client and returns its id. */
export async function start({ origin }: Served, labels: readonly object[] = []): Promise<string> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: START, variables: { input: { ...newRoom(), labels } } }),
  });
  const { data } = (await response.json()) as { data: { gmeStartRecord: { recording: { id: string } } } };
  return data.gmeStartRecord.recording.id;
}

/** Returns the console output of clients in this test. */
export function printed(): () => readonly unknown[] {
  const spies: MockInstance[] = (['warn', 'error', 'info', 'log'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(() => undefined),
  );
  return () => spies.flatMap((spy) => spy.mock.calls.map((call: unknown[]) => call[0]));
}

/** A request of a client, with the status of the answer. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly status: number;
}

/** A fetch that records its requests. */
export function watchedFetch(): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = await request.clone().text();
      const response = await fetch(request);
      sent.push({ method: request.method, url: request.url, body, status: response.status });
      return response;
    },
  };
}
