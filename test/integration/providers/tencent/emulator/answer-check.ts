import { loadContract, type ContractAction } from '../../../../../src/emulation/contract/contract.ts';
import { checkParameters, type JsonObject } from '../../../../../src/emulation/contract/parameter-check.ts';
import type { TencentContract } from '../../../../../src/providers/tencent/emulator/shared/product.ts';
import type { JsonValue } from '../../../../../src/wire/json.ts';

type ActionWithOutput = ContractAction & { readonly output: string };

/**
 * Returns the faults of an answer by the vendor's documentation. Null counts as present if null is allowed. An enum may
 * be empty: the vendor documents no value before there is one, as for `FinishReason`.
 */
export function answerFaults(service: string, action: string, answer: JsonObject): string[] {
  const { actions, types } = loadContract<TencentContract>(service);
  const output = (actions[action] as unknown as ActionWithOutput).output;
  const fields = types[output]?.fields as Readonly<Record<string, { readonly nullableInResponse?: boolean }>>;
  const isAllowedNull = (name: string) => answer[name] === null && fields[name]?.nullableInResponse === true;
  const told = Object.fromEntries(Object.entries(answer).filter(([name]) => !isAllowedNull(name)));
  return checkParameters(types, output, told)
    .filter(({ path, kind }) => !(kind === 'missing' && isAllowedNull(path)))
    .filter(({ path, kind }) => !(kind === 'value' && memberAt(answer, path) === ''))
    .map(({ message }) => message);
}

function memberAt(answer: JsonValue, path: string): JsonValue | undefined {
  return path.split('.').reduce<JsonValue | undefined>((value, name) => {
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, JsonValue>>)[name]
      : undefined;
  }, answer);
}
