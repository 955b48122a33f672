/**
 * A stream with each value turned into another. Its end is passed on at once, also while a value is awaited; a
 * generator would wait for that value first.
 */
export function mapped<From, To>(
  source: AsyncIterableIterator<From>,
  turn: (value: From) => To,
): AsyncIterableIterator<To> {
  const stream: AsyncIterableIterator<To> = {
    async next() {
      const result = await source.next();
      return result.done ? { done: true, value: undefined } : { done: false, value: turn(result.value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
