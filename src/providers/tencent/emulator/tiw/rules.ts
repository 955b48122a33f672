import { inner, innerList } from '../../../../emulation/fields.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/parameter-check.ts';
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
  const mix = inner(parameters, 'MixStream');
  if (mix['ModelId'] === undefined && mix['Custom'] === undefined) {
    return recordParameter('MixStream needs ModelId or Custom.');
  }
  const custom = inner(mix, 'Custom');
  const canvas = inner(inner(custom, 'Canvas'), 'LayoutParams');
  const outside = innerList(custom, 'InputStreamList').findIndex(
    (stream) => !isWithin(inner(stream, 'LayoutParams'), canvas),
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
