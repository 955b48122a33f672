import {
  checkParameters,
  isJsonObject,
  type JsonObject,
  type ParameterFault,
} from '../../../../emulation/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { Refusal } from '../envelope.ts';
import type { FaultCodes, Product, TencentAction } from '../product.ts';

/** The parameters, if they obey the contract. Throws the refusal for the first fault. */
export function checkedParameters(product: Product, action: TencentAction, parameters: JsonValue): JsonObject {
  if (!isJsonObject(parameters)) throw new Refusal('InvalidParameter', 'The body must be a JSON object.');
  const [fault] = checkParameters(product.contract.types, action.input, parameters);
  if (fault) throw new Refusal(codeOf(fault, action, product.codes), fault.message);
  return parameters;
}

function codeOf(fault: ParameterFault, action: TencentAction, codes: FaultCodes): string {
  const documented = (code: string | undefined, general: string) =>
    code !== undefined && Object.hasOwn(action.errorCodes, code) ? code : general;
  switch (fault.kind) {
    case 'unknown':
      return 'UnknownParameter';
    case 'type':
      return documented(codes.wrongType, 'InvalidParameter');
    case 'missing':
      return documented(`MissingParameter.${fault.field}`, 'MissingParameter');
    default:
      return documented(codes.wrongValue(fault), 'InvalidParameterValue');
  }
}
