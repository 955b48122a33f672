import { expect, it } from 'vitest';
import { signRongcloud } from '../../../../../src/providers/rongcloud/api/sign.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import contract from '../../../../../contracts/rongcloud.json' with { type: 'json' };

it.each(contract.signatureTestVectors)('gives $signature for nonce $nonce', (vector) => {
  const { appSecret, nonce, timestamp, signature } = vector;
  expect(signRongcloud(new Secret(appSecret), nonce, timestamp)).toEqual({ nonce, timestamp, signature });
});
