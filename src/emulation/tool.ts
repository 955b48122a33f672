import { control, type ControlParts } from './control.ts';
import { faulty, type CallHandling } from './faulty.ts';
import type { Outcome, RawRequest } from './loopback-server.ts';

/** An emulator as a tool: control calls go to its controls, all others to the vendor by way of the scripted faults. */
export function controllable(
  parts: ControlParts,
  vendor: CallHandling,
): (request: RawRequest) => Outcome | Promise<Outcome> {
  const controls = control(parts);
  const calls = faulty(parts.faults, vendor);
  return (request) => controls(request) ?? calls(request);
}
