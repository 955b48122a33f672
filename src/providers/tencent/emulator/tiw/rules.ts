import { objectIn, objectsIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/contract/parameter-check.ts';
import { Refusal } from '../shared/envelope.ts';
import type { FaultCodes } from '../shared/product.ts';

const CODE_OF_FIELD: Readonly<Record<string, string>> = {
  SdkAppId: 'InvalidParameter.SdkAppIdNotFound',
  Extras: 'InvalidParameter.InvalidExtra',
  Callback: 'InvalidParameter.CallbackAddressFormatError',
};

export const TIW_CODES: FaultCodes = {
  wrongType: 'InvalidParameter.BodyParameterTypeUnmatched',
  wrongValue: ({ field }: ParameterFault) => CODE_OF_FIELD[field] ?? 'InvalidParameter.RecordParameter',
  otherApplication: ['InvalidParameter.SdkAppIdNotFound', 'UnauthorizedOperation.SdkAppId'],
};

/** The rules of a mixed video. */
export function tiwStartRule(parameters: JsonObject): Refusal | undefined {
  if (parameters['MixStream'] === undefined) return undefined;
  const extras = parameters['Extras'];
  if (!Array.isArray(extras) || !extras.includes('MIX_STREAM')) {
    return recordParameter('MixStream needs MIX_STREAM in Extras.');
  }
  const mix = objectIn(parameters, 'MixStream');
  if (mix['ModelId'] === undefined && mix['Custom'] === undefined) {
    return recordParameter('MixStream needs ModelId or Custom.');
  }
  const custom = objectIn(mix, 'Custom');
  const canvas = objectIn(objectIn(custom, 'Canvas'), 'LayoutParams');
  const outside = objectsIn(custom, 'InputStreamList').findIndex(
    (stream) => !isWithin(objectIn(stream, 'LayoutParams'), canvas),
  );
  if (outside === -1) return undefined;
  return recordParameter(`MixStream.Custom.InputStreamList.${outside} reaches outside the canvas.`);
}

function isWithin(place: JsonObject, canvas: JsonObject): boolean {
  const end = (start: string, length: string) => Number(place[start] ?? 0) + Number(place[length]);
  return end('X', 'Width') <= Number(canvas['Width']) && end('Y', 'Height') <= Number(canvas['Height']);
}

function recordParameter(message: string): Refusal {
  return new Refusal('InvalidParameter.RecordParameter', message);
}
