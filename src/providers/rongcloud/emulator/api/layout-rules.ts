import { objectIn, objectsIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/contract/parameter-check.ts';
import { CODE, Refusal } from './refusal.ts';

const CUSTOM_LAYOUT = 1;
const HOST = ['hostUserId', 'hostStreamId'];
const LAYOUT = ['mixLayout', 'renderMode', ...HOST, 'input'];
/** Sums of fractions such as 0.7 and 0.3 may miss 1 by a last bit. */
const ROUNDING = 1e-9;

/** A custom layout needs windows, and windows stay within the canvas. `at` is the path of the parameters. */
export function layoutRule(parameters: JsonObject, at = ''): Refusal | undefined {
  if (parameters['mixLayout'] === CUSTOM_LAYOUT && parameters['input'] === undefined) {
    return wrong(`${at}input is required for mixLayout 1.`);
  }
  for (const [index, window] of objectsIn(objectIn(parameters, 'input'), 'video').entries()) {
    for (const [start, length] of [
      ['x', 'width'],
      ['y', 'height'],
    ] as const) {
      if (Number(window[start]) + Number(window[length]) > 1 + ROUNDING) {
        return wrong(`${at}input.video.${index}: ${start} + ${length} must be at most 1.`);
      }
    }
  }
  return undefined;
}

/** The vendor marks the host of a changed layout as required, but accepts a custom layout without a host. */
export function isNeedlessHost(fault: ParameterFault, parameters: JsonObject): boolean {
  return fault.kind === 'missing' && parameters['mixLayout'] === CUSTOM_LAYOUT && HOST.includes(fault.path);
}

export function layoutOf(parameters: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => LAYOUT.includes(name)));
}

function wrong(message: string): Refusal {
  return new Refusal(CODE.badParameter, message);
}
