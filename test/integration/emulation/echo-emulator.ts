import { EventEmitter, once } from 'node:events';
import { afterEach } from 'vitest';
import { RequestRate } from '../../../src/emulation/server/request-rate.ts';
import { EmulatorClock } from '../../../src/emulation/clock/emulator-clock.ts';
import type { ControlParts } from '../../../src/emulation/control/control.ts';
import { Failures } from '../../../src/emulation/faults/failures.ts';
import { FaultScripts } from '../../../src/emulation/faults/fault-scripts.ts';
import { startLoopbackServer, type LoopbackServer } from '../../../src/emulation/server/loopback-server.ts';
import { createRequestHandler } from '../../../src/emulation/emulator.ts';
import { send, type Received } from './send-raw.ts';

const servers: LoopbackServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export interface EchoEmulator {
  readonly port: number;
  readonly close: () => Promise<void>;
  /** The paths of the calls that were carried out. */
  readonly carriedOut: readonly string[];
  /** Resolves when the next call has been carried out. */
  readonly nextCarriedOut: () => Promise<unknown>;
  readonly call: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Received>;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Received>;
}

/** Starts an emulator of a fictitious vendor: the path of a call is its action. Ends with the test. */
export async function startEchoEmulator(change: Partial<ControlParts> = {}): Promise<EchoEmulator> {
  const carriedOut: string[] = [];
  const events = new EventEmitter();
  const parts = {
    view: { vendor: 'Nobody', actions: ['start'], lines: [], hasRoomIdTypes: false, hasWhiteboards: false },
    clock: new EmulatorClock(() => 1000),
    faults: new FaultScripts(),
    failures: new Failures([]),
    rate: new RequestRate(() => 1000),
    tasks: () => [],
    rooms: () => undefined,
    roomsInUse: () => [],
    ...change,
  };
  const answer = createRequestHandler(parts, {
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
