import { holdsSecret, maskSecrets } from '../../wire/mask-values.ts';
import { printJson } from '../../wire/json.ts';
import { Secret } from '../../wire/secret.ts';
import type { Desk } from './desk.ts';
import type { JsonMembers } from '../../domain/recorder.ts';
import { mayBeSent } from '../starts/sealed-starts.ts';

/**
 * Encrypts the credentials in addresses that earlier versions wrote in clear, of recordings that go on. A start that can
 * still be sent stays repeatable; of any other its credentials are masked. Answers how many recordings had some.
 */
export function sealLegacyCredentials({ ledger, recorders, sealedStarts }: Desk): Promise<number> {
  const repeats = new Map(recorders.map(({ product, repeatRule }) => [product, repeatRule.repeat]));
  return ledger.rewriteLive((row) => {
    const { id, params, product } = row;
    const ref = sealedStarts.settings.seal(row.ref as JsonMembers, id);
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
