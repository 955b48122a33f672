import { isJsonObject, type JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';

const SECRETS = ['RecordUserSig', 'UserSig', 'PrivateMapKey', 'AccessKey', 'SecretKey'];

/** Removes tickets and storage keys: no code needs them after the start, and the store may be a file. */
export function withoutSecrets(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => !SECRETS.includes(name))
      .map(([name, value]) => [name, kept(value)]),
  );
}

function kept(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(kept);
  return isJsonObject(value) ? { ...withoutSecrets(value) } : value;
}
