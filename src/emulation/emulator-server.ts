import type { Store } from './store/store.ts';
import { control, type ControlParts } from './control/control.ts';
import { injectFaults, type CallHandling } from './faults/fault-injection.ts';
import { startLoopbackServer, type LoopbackServer, type Outcome, type RawRequest } from './server/loopback-server.ts';
import type { FileStore } from './media/file-store.ts';

export interface EmulatorServerOptions {
  /** A free one by default. */
  readonly port?: number | undefined;
  readonly maxBodyBytes: number;
  /** The callers' clock, in Unix ms: what the vendor's `Date` tells. A driven clock is not theirs. */
  readonly now: () => number;
  readonly store: Store;
  readonly parts: ControlParts;
  readonly vendor: CallHandling;
  readonly files: FileStore;
}

/**
 * An emulator as a tool: control calls go to its controls, all others to the vendor by way of the scripted faults. After
 * each of them it looks what is to be called back.
 */
export function createRequestHandler(
  parts: ControlParts,
  vendor: CallHandling,
): (request: RawRequest) => Promise<Outcome> {
  const controls = control(parts);
  const calls = injectFaults(parts.faults, parts.rate, vendor);
  return async (request) => {
    const outcome = controls(request) ?? (await calls(request));
    parts.callbacks?.scan();
    return outcome;
  };
}

/**
 * Serves such an emulator on a loopback port, with the files of its recordings. What a call did is in the store before it is answered; they are closed
 * with the server, also when it does not start, and nobody is called back from then on.
 */
export async function startEmulatorServer({
  port,
  maxBodyBytes,
  now,
  store,
  parts,
  vendor,
  files,
}: EmulatorServerOptions): Promise<LoopbackServer> {
  const { audience } = parts;
  const upToDate = <Result>(work: () => Result): Result =>
    store.transaction(() => {
      audience?.settle();
      return work();
    });
  const calls = createRequestHandler(
    {
      ...parts,
      tasks: () => upToDate(parts.tasks),
      rooms: (command, body) => upToDate(() => parts.rooms(command, body)),
    },
    {
      actionOf: vendor.actionOf,
      answer: (request) => upToDate(() => vendor.answer(request)),
      refuse: (request, code) => store.transaction(() => vendor.refuse(request, code)),
    },
  );
  try {
    const answer = (request: RawRequest) => upToDate(() => files.answer(request)) ?? calls(request);
    const server = await startLoopbackServer({ port, maxBodyBytes, now, answer });
    files.servedAt(server.origin); // before anything tells an address
    parts.callbacks?.start();
    const close = async () => {
      parts.callbacks?.close();
      await server.close();
      store.close();
    };
    return { ...server, close };
  } catch (error) {
    store.close();
    throw error;
  }
}
