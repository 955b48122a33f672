import { objectIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { layoutRule } from './layout-rules.ts';
import { ROOM_ID, textOf } from './parameters.ts';
import { CODE, Refusal } from './refusal.ts';

export const MCU = 2;

/** By action, the rules over several fields, after each field passed its own check. */
export const CALL_RULES: Readonly<Record<string, (parameters: JsonObject) => Refusal | undefined>> = {
  startRecord: (parameters) => sessionRule(parameters) ?? startRule(objectIn(parameters, 'config')),
  stopRecord: sessionRule,
  updateRecordLayout: (parameters) => sessionRule(parameters) ?? layoutRule(parameters),
  destroyRoom: (parameters) =>
    ROOM_ID.test(textOf(parameters, 'room_id')) ? undefined : wrong('room_id takes A-Z a-z 0-9 + = - _ only.'),
};

function sessionRule({ sessionId }: JsonObject): Refusal | undefined {
  return sessionId === '' ? wrong('sessionId must not be empty.') : undefined;
}

function startRule(config: JsonObject): Refusal | undefined {
  if (config['recordType'] !== MCU) return layoutRule(config, 'config.');
  // The live mixer makes this picture, so the layout has no effect.
  return config['mcuConfig'] === undefined ? wrong('config.mcuConfig is required for recordType 2.') : undefined;
}

function wrong(message: string): Refusal {
  return new Refusal(CODE.badParameter, message);
}
