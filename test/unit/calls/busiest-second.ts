/** The most starts in any stretch of a second, both its ends included. Takes them in their order. */
export function mostInASecond(starts: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, start] of starts.entries()) {
    while (start - starts[first]! > 1000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
