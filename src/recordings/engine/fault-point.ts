/** A named point at which a test can end the process. Does nothing in a server that is not under test. */
export type FaultPoint = (name: string) => void;

export const NO_FAULTS: FaultPoint = () => undefined;

/**
 * Parses `name:n` or `name:n:SIGSTOP`: when the point is reached for the n-th time, the process gets the signal, by default
 * SIGKILL. The name `*` is any point. Throws for any other script.
 */
export function faultPointOf(script: string | undefined, signal: (name: NodeJS.Signals) => void): FaultPoint {
  if (script === undefined) return NO_FAULTS;
  const [, point, count, kind = 'SIGKILL'] = /^(.+?):([1-9]\d*)(?::(SIG[A-Z]+))?$/.exec(script) ?? [];
  if (point === undefined) throw new Error('FAULT_POINT must be <name>:<n> or <name>:<n>:<signal>');
  let left = Number(count);
  return (name) => {
    if (point !== '*' && point !== name) return;
    left -= 1;
    if (left === 0) signal(kind as NodeJS.Signals);
  };
}
