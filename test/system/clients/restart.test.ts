import { expect, it } from 'vitest';
import { placeOf } from '../../../src/events/cursor.ts';
import { GME_START, post, json, startProcess, type TestProcess } from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { asItComes, READERS } from './readers.ts';

const STARTS = 6;

/** Starts recordings: two or more changes each. */
async function startSome(server: TestProcess, round: string): Promise<void> {
  for (let room = 0; room < STARTS; room += 1) {
    const input = { bizId: 3400352518, roomId: `${round}-${room}`, recordMode: 'SINGLE' };
    const answer = await post(server, { query: GME_START, variables: { input } });
    expect(json(answer)).toMatchObject({ data: { gmeStartRecord: { errors: [] } } });
  }
}

/** The number of the last change of all. */
async function lastSeq(server: TestProcess): Promise<number> {
  const { data } = json<{ data: { changesCursor: string } }>(await post(server, { query: '{ changesCursor }' }));
  return (placeOf(data.changesCursor) as { seq: number }).seq;
}

/** A gate at which clients wait before they connect again. */
class Door {
  #open = Promise.withResolvers<undefined>();

  constructor() {
    this.open();
  }

  readonly pass = async (): Promise<void> => {
    await this.#open.promise;
  };

  open(): void {
    this.#open.resolve(undefined);
  }

  shut(): void {
    this.#open = Promise.withResolvers();
  }
}

it('each client with its recipe reads every change once, in order, over a server that is killed and one that is stopped', async () => {
  const settings = { DATA_DIR: temporaryFolder(), EMULATOR_PORT: '0', VENDOR_CALLS_PER_SECOND: '0' };
  let server = await startProcess(settings);
  const { origin } = server;
  const door = new Door();
  const readers = Object.entries(READERS).map(([name, read]) => [name, read({ origin, back: door.pass })] as const);
  const plain = asItComes({ origin, back: door.pass });
  await startSome(server, 'first');
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const seen = await lastSeq(server);
    await Promise.all([...readers.map(([, reader]) => reader.until(seen)), plain.until(seen)]);
    door.shut();
    server.kill(signal);
    await server.exited;
    server = await startProcess({ ...settings, PORT: new URL(origin).port });
    await startSome(server, signal); // while no client has come back
    door.open();
  }
  const last = await lastSeq(server);
  await Promise.all(readers.map(([, reader]) => reader.until(last)));
  const all = Array.from({ length: last }, (_, index) => index + 1);
  const read = readers.map(([name, { numbers }]) => [name, numbers.filter((seq) => seq <= last)]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(readers.map(([name]) => [name, all])));
  // The result without the recipes.
  await plain.until(last);
  expect(plain.numbers.length).toBeGreaterThan(new Set(plain.numbers).size);
  // While the server runs: a client that ends during a failed connection attempt logs an error.
  await Promise.all([...readers.map(([, reader]) => reader.end()), plain.end()]);
});
