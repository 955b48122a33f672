import { EventEmitter, once } from 'node:events';
import { afterEach } from 'vitest';
import { Arrivals } from '../../../src/emulation/arrivals.ts';
import { EmulatorClock } from '../../../src/emulation/clock.ts';
import type { ControlParts } from '../../../src/emulation/control.ts';
import { Failures } from '../../../src/emulation/failures/failures.ts';
import { FaultScripts } from '../../../src/emulation/faults.ts';
import { startLoopbackServer, type LoopbackServer } from '../../../src/emulation/loopback-server.ts';
import { controllable } from '../../../src/emulation/tool.ts';
import { send, type Received } from './send.ts';

const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export interface StartedTool {
  readonly port: number;
  readonly close: () => Promise<void>;
  /** The paths of the calls that were carried out. */
  readonly carriedOut: readonly string[];
  /** Resolves when the next call has been carried out. */
  readonly nextCarriedOut: () => Promise<unknown>;
  readonly call: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Received>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Received>;
}

/** A made-up vendor: the path of a call is its action. Ends with the running test. */
export async function startTool(change: Partial<ControlParts> = {}): Promise<StartedTool> {
  const carriedOut: string[] = [];
  const events = new EventEmitter();
  const parts = {
    view: { vendor: 'Nobody', actions: ['start'], lines: [], hasRoomIdTypes: false, hasWhiteboards: false },
    clock: new EmulatorClock(() => 1000),
    faults: new FaultScripts(),
    failures: new Failures([]),
    arrivals: new Arrivals(() => 1000),
    tasks: () => [],
    rooms: () => undefined,
    roomsInUse: () => [],
    ...change,
  };
  const answer = controllable(parts, {
    actionOf: (request) => request.path.slice(1),
    answer({ path }) {
      carriedOut.push(path);
      events.emit('carried out');
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"answer":"in full"}' };
    },
    refuse: (_request, code) => ({ status: 200, headers: {}, body: JSON.stringify({ code: code ?? 'InternalError' }) }),
  });
  const server = await startLoopbackServer({ maxBodyBytes: 1000, answer });
  servers.push(server);
  return {
    port: server.port,
    async close() {
      await servers.splice(servers.indexOf(server), 1)[0]?.close();
    },
    carriedOut,
    nextCarriedOut: () => once(events, 'carried out'),
    call: (path, headers = {}) => send(server.port, { path, headers }),
    control: (method, path, body) =>
      send(server.port, {
        method,
        path: `/__control/${path}`,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}
