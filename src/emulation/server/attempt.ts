/** Returns the result of the work, or the error if the work throws an error of this class. */
export function attempt<Result, Failure extends Error>(
  work: () => Result,
  failure: new (...args: never[]) => Failure,
): Result | Failure {
  try {
    return work();
  } catch (error) {
    if (error instanceof failure) return error;
    throw error;
  }
}
