import type { ContractField } from '../../../../emulation/contract/contract.ts';
import {
  checkParameters,
  isJsonObject,
  type JsonObject,
  type ParameterFault,
} from '../../../../emulation/contract/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import type { Site } from '../../api/account.ts';
import { Refusal } from '../shared/envelope.ts';
import type { FaultCodes, Product, TencentAction } from '../shared/product.ts';

/** Returns the parameters if they obey the contract of the site. Throws the refusal for the first fault. */
export function checkedParameters(
  product: Product,
  action: TencentAction,
  parameters: JsonValue,
  site: Site,
): JsonObject {
  if (!isJsonObject(parameters)) throw new Refusal('InvalidParameter', 'The body must be a JSON object.');
  const [fault] = checkParameters(product.contract.types, action.input, parameters, (field) => isKnownAt(site, field));
  if (fault) throw new Refusal(codeOf(fault, action, product.codes), fault.message);
  return parameters;
}

/** Throws the refusal of a call about an application that is not the caller's. */
export function checkApplication(
  { codes }: Product,
  action: TencentAction,
  parameters: JsonObject,
  isOwn: (application: number) => boolean,
): void {
  const application = APPLICATION_FIELDS.map((name) => parameters[name]).find((value) => value !== undefined);
  if (application === undefined || isOwn(Number(application))) return;
  const code = codes.otherApplication.find((candidate) => Object.hasOwn(action.errorCodes, candidate));
  throw new Refusal(code ?? 'UnauthorizedOperation', 'The application does not belong to this account.');
}

const APPLICATION_FIELDS = ['SdkAppId', 'SdkAppID', 'BizId'];

/** For a field of one site only, the contract names the SDKs that have the field. */
function isKnownAt(site: Site, { source = '' }: ContractField): boolean {
  if (source === 'China SDK only') return site === 'china';
  return !source.includes('international') || site === 'intl';
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
