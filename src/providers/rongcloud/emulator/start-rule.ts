import { inner, innerList } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { CODE, Refusal } from './refusal.ts';

const MCU = 2;
const CUSTOM_LAYOUT = 1;
/** Sums of fractions such as 0.7 and 0.3 may miss 1 by a last bit. */
const ROUNDING = 1e-9;

/** The rules of a start over several fields, given parameters that are right one by one. */
export function startRule(parameters: JsonObject): Refusal | undefined {
  if (parameters['sessionId'] === '') return wrong('sessionId must not be empty.');
  const config = inner(parameters, 'config');
  if (config['recordType'] === MCU) {
    // The live mixer makes this picture, so the layout beside it counts for nothing.
    return config['mcuConfig'] === undefined ? wrong('config.mcuConfig is required for recordType 2.') : undefined;
  }
  if (config['mixLayout'] === CUSTOM_LAYOUT && config['input'] === undefined) {
    return wrong('config.input is required for mixLayout 1.');
  }
  return windowsRule(inner(config, 'input'));
}

function windowsRule(input: JsonObject): Refusal | undefined {
  for (const [index, window] of innerList(input, 'video').entries()) {
    for (const [start, length] of [
      ['x', 'width'],
      ['y', 'height'],
    ] as const) {
      if (Number(window[start]) + Number(window[length]) > 1 + ROUNDING) {
        return wrong(`config.input.video.${index}: ${start} + ${length} must be at most 1.`);
      }
    }
  }
  return undefined;
}

function wrong(message: string): Refusal {
  return new Refusal(CODE.badParameter, message);
}
