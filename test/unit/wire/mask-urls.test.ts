import { describe, expect, it } from 'vitest';
import { holdsSecret, maskSecrets } from '../../../src/wire/mask-values.ts';
import { hasCredentials, maskUrl, maskText, maskStreamKeys } from '../../../src/wire/mask-urls.ts';
import { Secret } from '../../../src/wire/secret.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N';

describe('what of an address is a credential', () => {
  it.each([
    ['user and password', 'https://user:pass@a.example/b?x=1', 'https://[secret]@a.example/b?x=1'],
    ['a user alone, for tokens stand there', 'https://token@a.example/', 'https://[secret]@a.example/'],
    ['a password with an @', 'https://u:p@ss@a.example/x', 'https://[secret]@a.example/x'],
    ['a password that ends the host too early', 'https://u:p/w@a.example/x', 'https://[secret]'],
    ['a host without a scheme', 'user:pass@s3.example', '[secret]@s3.example'],
    ['the query of a push address', 'rtmp://a.example/live/1?txSecret=9&txTime=5', 'rtmp://a.example/live/1?[secret]'],
    ['a stream key in the path', 'rtmps://a.example/live2/abcd-efgh', 'rtmps://a.example/live2/[secret]'],
    ['a parameter by its name', 'https://a.example/?lesson=7&token=abc', 'https://a.example/?lesson=7&token=[secret]'],
    [
      'a name in small letters',
      'https://a.example/?txsecret=1&apikey=2',
      'https://a.example/?txsecret=[secret]&apikey=[secret]',
    ],
    ['a name in escapes', 'https://a.example/?%74oken=abc', 'https://a.example/?%74oken=[secret]'],
    ['a signature of COS', 'https://a.example/b.png?q-signature=0a', 'https://a.example/b.png?q-signature=[secret]'],
    ['a signature of S3', 'https://a.example/b?X-Amz-Signature=0a', 'https://a.example/b?X-Amz-Signature=[secret]'],
    ['a signature of Azure', 'https://a.example/b?sv=2026&sig=0a', 'https://a.example/b?sv=2026&sig=[secret]'],
    ['a value that looks random', 'https://a.example/?v=4eC39HqLyjWDarjtT1zdp7dc', 'https://a.example/?v=[secret]'],
    ['a UUID', 'https://a.example/?v=3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'https://a.example/?v=[secret]'],
    ['a token without a name', `https://a.example/?${JWT}`, 'https://a.example/?[secret]'],
    [
      'parameters of a fragment',
      'https://a.example/#access_token=abc&x=1',
      'https://a.example/#access_token=[secret]&x=1',
    ],
    ['a page within a page', 'https://a.example/#/room?userSig=abc', 'https://a.example/#/room?userSig=[secret]'],
    ['parameters of a path', 'https://a.example/b;jsessionid=ab/c', 'https://a.example/b;jsessionid=[secret]/c'],
    ['an address in an address', 'https://a.example/?to=https%3A%2F%2Fu%3Ap%40b', 'https://a.example/?to=[secret]'],
    ['a webhook of Slack', 'https://a.example/T0/B0/XXyy12345678abcdefghZZ', 'https://a.example/T0/B0/[secret]'],
    ['broken escapes', 'https://a.example/%zz?token=%zz', 'https://a.example/%zz?token=[secret]'],
  ])('%s', (_what, address, shown) => {
    expect(maskUrl(address)).toBe(shown);
    expect(hasCredentials(address)).toBe(true);
    expect(maskUrl(shown)).toBe(shown); // so that a masked address is known to hold nothing
  });

  it.each([
    'https://class.example/7?lang=en&room=conference-room-2026-berlin#/whiteboard',
    'https://[::1]:8443/a/b.png?v=20261130&design=2',
    'https://cdn.example/@user/3f2504e04f8941d39a0c0305e82c3301.png',
    'account_id.r2.cloudflarestorage.com',
    'rtmp://push.example',
    'https://a.example/?token=',
    '',
  ])('nothing of %s', (address) => {
    expect(maskUrl(address)).toBe(address);
  });
});

it('addresses within a text are masked, and the text around them stays', () => {
  expect(maskText('see https://u:p@a.example/b, or "rtmp://a.example/live?k=1"')).toBe(
    'see https://[secret]@a.example/b, or "rtmp://a.example/live?[secret]"',
  );
  const json = JSON.stringify({ url: 'rtmp://a.example/live/1?txSecret=9' }).replaceAll('/', '\\/');
  expect(maskText(json)).toBe('{"url":"rtmp://a.example/live/1?[secret]"}');
});

it('a callback keeps the addresses of its files, and loses keys of streams', () => {
  const told = '{"file":"https://a.example/f.mp4?sign=0a","to":"rtmp://a.example/live/1?txSecret=9"}';
  expect(maskStreamKeys(told)).toBe(
    '{"file":"https://a.example/f.mp4?sign=0a","to":"rtmp://a.example/live/1?[secret]"}',
  );
});

it('parameters hold a secret if they are one, or contain one in an address, however deep', () => {
  const clear = { a: [{ imageUrl: 'https://a.example/b.png' }], id: 7n, none: null };
  expect(holdsSecret(clear)).toBe(false);
  expect(maskSecrets(clear)).toEqual(clear);
  expect(holdsSecret({ a: [{ b: new Secret('x') }] })).toBe(true);
  expect(holdsSecret({ a: [{ image: 'https://u:p@a.example/b.png' }] })).toBe(true);
  expect(holdsSecret({ endpointUrl: 'u:p@s3.example' })).toBe(true);
  expect(holdsSecret({ userId: 'u:p@s3.example' })).toBe(false); // by its name no address, and without a scheme
  expect(maskSecrets({ endpointUrl: ['u:p@s3.example'], b: new Secret('x') })).toEqual({
    endpointUrl: ['[secret]@s3.example'],
    b: '[secret]',
  });
});
