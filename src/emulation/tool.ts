import type { Books } from './books.ts';
import { control, type ControlParts } from './control.ts';
import { faulty, type CallHandling } from './faulty.ts';
import { startLoopbackServer, type LoopbackServer, type Outcome, type RawRequest } from './loopback-server.ts';
import type { FileStore } from './media/file-store.ts';

export interface ToolOptions {
  /** A free one by default. */
  readonly port?: number | undefined;
  readonly maxBodyBytes: number;
  /** The callers' clock, in Unix ms: what the vendor's `Date` tells. A driven clock is not theirs. */
  readonly now: () => number;
  readonly books: Books;
  readonly parts: ControlParts;
  readonly vendor: CallHandling;
  readonly files: FileStore;
}

/**
 * An emulator as a tool: control calls go to its controls, all others to the vendor by way of the scripted faults. After
 * each of them it looks what is to be called back.
 */
export function controllable(parts: ControlParts, vendor: CallHandling): (request: RawRequest) => Promise<Outcome> {
  const controls = control(parts);
  const calls = faulty(parts.faults, parts.arrivals, vendor);
  return async (request) => {
    const outcome = controls(request) ?? (await calls(request));
    parts.callbacks?.look();
    return outcome;
  };
}

/**
 * Serves such an emulator on a loopback port, with the files of its recordings. What a call did is in the books before it is answered; they are closed
 * with the server, also when it does not start, and nobody is called back from then on.
 */
export async function startEmulatorServer({
  port,
  maxBodyBytes,
  now,
  books,
  parts,
  vendor,
  files,
}: ToolOptions): Promise<LoopbackServer> {
  const { audience } = parts;
  const upToDate = <Result>(work: () => Result): Result =>
    books.together(() => {
      audience?.settle();
      return work();
    });
  const calls = controllable(
    {
      ...parts,
      tasks: () => upToDate(parts.tasks),
      rooms: (command, body) => upToDate(() => parts.rooms(command, body)),
    },
    {
      actionOf: vendor.actionOf,
      answer: (request) => upToDate(() => vendor.answer(request)),
      refuse: (request, code) => books.together(() => vendor.refuse(request, code)),
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
      books.close();
    };
    return { ...server, close };
  } catch (error) {
    books.close();
    throw error;
  }
}
