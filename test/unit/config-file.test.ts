import { expect, it } from 'vitest';
import { BadConfigFile, parseConfigFile } from '../../src/config-file.ts';

const env = (name: string) => ({ KEY: 'a-key', PART: 'x' })[name];

it('gives the profiles with their variables filled in, at every depth', () => {
  const text = `
storageProfiles:
  archive:
    cloudStorage:
      bucket: b-\${PART}-\${PART}
      secretKey: \${KEY}
      fileNamePrefix: [a, "\${PART}"]
  vod:
    cloudVod: { tencentVod: { expireTime: 86400 } }
`;
  expect(parseConfigFile(text, env)).toEqual({
    storageProfiles: {
      archive: { cloudStorage: { bucket: 'b-x-x', secretKey: 'a-key', fileNamePrefix: ['a', 'x'] } },
      vod: { cloudVod: { tencentVod: { expireTime: 86400 } } },
    },
  });
});

it.each(['', '# only a comment', 'storageProfiles: {}'])('takes %j for no profile', (text) => {
  expect(parseConfigFile(text, env)).toEqual({ storageProfiles: {} });
});

it.each([
  ['no YAML', 'storageProfiles:\n  a: [', 'not valid YAML at line 2'],
  ['an unknown key', 'profiles: {}', 'profiles'],
  ['a list', '[]', 'the file'],
  ['a profile that is no object', 'storageProfiles: { a: 1 }', 'storageProfiles.a'],
  ['a name with a space', 'storageProfiles: { "a b": {} }', 'storageProfiles.a b'],
  [
    'a variable that is not set',
    'storageProfiles: { a: { b: "${NOBODY}" } }',
    'storageProfiles.a.b: the variable NOBODY',
  ],
])('refuses %s and says where', (_, text, message) => {
  expect(() => parseConfigFile(text, env)).toThrow(BadConfigFile);
  expect(() => parseConfigFile(text, env)).toThrow(message);
});

it('never repeats a value', () => {
  const text = 'storageProfiles:\n  a: hunter2\n';
  expect(() => parseConfigFile(text, env)).toThrow(/^(?!.*hunter2)/s);
  expect(() => parseConfigFile('a: "hunter2\n', env)).toThrow(/^(?!.*hunter2)/s);
});
