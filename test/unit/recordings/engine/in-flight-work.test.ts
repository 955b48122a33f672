import { expect, it } from 'vitest';
import { InFlightWork } from '../../../../src/recordings/engine/in-flight-work.ts';

/** Work that ends when it is told to. */
function work(atWork: InFlightWork, id: string): { readonly end: () => void; readonly done: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const wait = async (): Promise<void> => {
    await promise;
  };
  return { end: () => resolve(undefined), done: atWork.track(id, wait) };
}

it('is settled when the last work has ended, and not before', async () => {
  const atWork = new InFlightWork();
  const [one, other] = [work(atWork, 'a'), work(atWork, 'b')];
  const settled: string[] = [];
  const waiting = atWork.idle().then(() => settled.push('settled'));
  one.end();
  await one.done;
  expect(settled).toEqual([]);
  other.end();
  await waiting;
  expect(atWork.ids).toEqual([]);
});

it('is settled at once where nothing is in work', async () => {
  await new InFlightWork().idle();
});

it('is settled by work that failed, too', async () => {
  const atWork = new InFlightWork();
  const failing = atWork.track('a', () => Promise.reject(new Error('no answer')));
  const settled = atWork.idle();
  await expect(failing).rejects.toThrow('no answer');
  await settled;
});
