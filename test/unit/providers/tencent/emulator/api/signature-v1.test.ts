import { expect, it } from 'vitest';
import { signV1, type V1Method } from '../../../../../../src/providers/tencent/emulator/api/signature-v1.ts';
import { Secret } from '../../../../../../src/wire/secret.ts';

const DESCRIBE_INSTANCES = {
  Action: 'DescribeInstances',
  'InstanceIds.0': 'ins-09dx96dg',
  Nonce: '11886',
  Region: 'ap-guangzhou',
  Timestamp: '1465185768',
};
const VERSION_3 = { ...DESCRIBE_INSTANCES, Limit: '20', Offset: '0', Version: '2017-03-12' };

/** The examples of the vendor's own pages; the asterisks are part of the keys. */
const PUBLISHED: readonly {
  readonly what: string;
  readonly host: string;
  readonly path?: string;
  readonly secretKey: string;
  readonly method: V1Method;
  readonly parameters: Readonly<Record<string, string>>;
  readonly signature: string;
}[] = [
  {
    what: 'API 3.0, keys that end in EXAMPLE',
    host: 'cvm.tencentcloudapi.com',
    secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
    method: 'HmacSHA1',
    parameters: { ...VERSION_3, SecretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE' },
    signature: 'EliP9YW3pW28FpsEdkXt/+WcGeI=',
  },
  {
    what: 'API 3.0, keys that end in asterisks',
    host: 'cvm.tencentcloudapi.com',
    secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******',
    method: 'HmacSHA1',
    parameters: { ...VERSION_3, SecretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******' },
    signature: 'zmmjn35mikh6pM3V7sUEuX4wyYM=',
  },
  {
    what: 'API 2.0 with HmacSHA256',
    host: 'cvm.api.qcloud.com',
    path: '/v2/index.php',
    secretKey: 'Gu5t9xGARNpq86cd98joQYCN3Cozk1qA',
    method: 'HmacSHA256',
    parameters: {
      ...DESCRIBE_INSTANCES,
      SecretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA',
      SignatureMethod: 'HmacSHA256',
    },
    signature: '0EEm/HtGRr/VJXTAD9tYMth1Bzm3lLHz5RCDv1GdM8s=',
  },
];

it.each(PUBLISHED)('gives the published signature: $what', ({ parameters, secretKey, method, signature, ...rest }) => {
  const pairs = Object.entries({ Signature: 'is not signed', ...parameters }).reverse();
  expect(signV1({ method: 'GET', parameters: pairs, ...rest }, new Secret(secretKey), method)).toBe(signature);
});
