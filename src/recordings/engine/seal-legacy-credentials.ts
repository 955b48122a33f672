import { holdsSecret, maskSecrets } from '../../wire/mask-values.ts';
import { printJson } from '../../wire/json.ts';
import { Secret } from '../../wire/secret.ts';
import type { JsonMembers } from '../../domain/recorder.ts';
import { mayBeSent } from '../starts/sealed-starts.ts';
import type { EngineParts } from './engine-parts.ts';

/**
 * Encrypts credentials in addresses that earlier versions stored in clear, in recordings that have not ended. A start that
 * can still be sent stays repeatable; in any other start the credentials are masked. Returns the number of recordings changed.
 */
export function sealLegacyCredentials({
  ledger,
  recorders,
  sealedStarts,
}: Pick<EngineParts, 'ledger' | 'recorders' | 'sealedStarts'>): Promise<number> {
  const repeats = new Map(recorders.all.map(({ product, repeatRule }) => [product, repeatRule.repeat]));
  return ledger.rewriteLive((row) => {
    const { id, params, product } = row;
    const ref = sealedStarts.sealRef(row.ref as JsonMembers, id);
    const isInClear = params !== null && holdsSecret(params);
    if (ref === row.ref && !isInClear) return undefined;
    return {
      ...(ref !== row.ref && { ref }),
      ...(isInClear &&
        (mayBeSent(row, repeats.get(product) ?? true)
          ? { params: null, sealedParams: sealedStarts.seal(new Secret(printJson(params)), id) }
          : { params: maskSecrets(params) as JsonMembers })),
    };
  });
}
