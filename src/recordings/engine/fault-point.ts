/** A named place in the protocols at which a test can end the process. Does nothing in a server that is not under test. */
export type FaultPoint = (name: string) => void;

export const NO_FAULTS: FaultPoint = () => undefined;

/**
 * Reads `name:n` or `name:n:SIGSTOP`: the n-th time that the place is reached, the process gets the signal, SIGKILL if
 * none is named. The name `*` is any place. Throws where a script is neither.
 */
export function faultPointOf(script: string | undefined, signal: (name: NodeJS.Signals) => void): FaultPoint {
  if (script === undefined) return NO_FAULTS;
  const [, place, count, kind = 'SIGKILL'] = /^(.+?):([1-9]\d*)(?::(SIG[A-Z]+))?$/.exec(script) ?? [];
  if (place === undefined) throw new Error('FAULT_POINT must be <name>:<n> or <name>:<n>:<signal>');
  let left = Number(count);
  return (name) => {
    if (place !== '*' && place !== name) return;
    left -= 1;
    if (left === 0) signal(kind as NodeJS.Signals);
  };
}
