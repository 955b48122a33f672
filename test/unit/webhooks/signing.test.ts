import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { ServerKey } from '../../../src/server-key.ts';
import { DecryptionFailed, SecretEncryption } from '../../../src/wire/secret-encryption.ts';
import { newWebhookSecret, signedHeaders } from '../../../src/webhooks/signing.ts';
import { Secret } from '../../../src/wire/secret.ts';

describe('a signature', () => {
  it('is the one of the official library', () => {
    const bodies = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
    fc.assert(
      fc.property(
        bodies,
        fc.integer({ min: 0, max: 4e12 }),
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        (body, at, key) => {
          const secret = newWebhookSecret(Buffer.from(key));
          const official = new Webhook(secret.reveal()).sign('msg_1', new Date(at), body);
          expect(signedHeaders({ id: 'msg_1', at, body }, [secret])).toEqual({
            'webhook-id': 'msg_1',
            'webhook-timestamp': String(Math.floor(at / 1000)),
            'webhook-signature': official,
          });
        },
      ),
    );
  });

  it('occurs once for each secret, with a space between', () => {
    const headers = signedHeaders({ id: 'msg_1', at: 0, body: '' }, [newWebhookSecret(), newWebhookSecret()]);
    expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/=]{44} v1,[A-Za-z0-9+/=]{44}$/);
  });
});

describe('a secret', () => {
  const key = (text: string) => new ServerKey(new Secret(text.padEnd(32, '.'))).derive('webhook secrets');
  const sealing = new SecretEncryption(key('one'));

  it('has the form of the scheme, and 32 random bytes', () => {
    const secrets = Array.from({ length: 50 }, () => newWebhookSecret().reveal());
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it('comes out of its seal as it went in, and the seal shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (text, place) => {
        const sealed = sealing.encrypt(new Secret(text), place);
        expect(sealing.decrypt(sealed, place).reveal()).toBe(text);
        expect(sealing.encrypt(new Secret(text), place)).not.toBe(sealed);
      }),
    );
  });

  it('is sealed for one place and with one key, and no bit of the seal can be changed', () => {
    const sealed = sealing.encrypt(new Secret('whsec_x'), 'wh_1');
    expect(() => sealing.decrypt(sealed, 'wh_2')).toThrow(DecryptionFailed);
    expect(() => new SecretEncryption(key('two')).decrypt(sealed, 'wh_1')).toThrow(DecryptionFailed);
    const bytes = Buffer.from(sealed, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => sealing.decrypt(changed.toString('base64url'), 'wh_1')).toThrow(DecryptionFailed);
    }
    for (const garbage of ['', 'x', randomBytes(20).toString('base64url')]) {
      expect(() => sealing.decrypt(garbage, 'wh_1')).toThrow(DecryptionFailed);
    }
  });

  it('cannot be printed', () => {
    const secret = newWebhookSecret();
    expect(`${String(secret)} ${JSON.stringify({ secret })} ${inspect({ secret })}`).not.toContain(
      secret.reveal().slice(6, 20),
    );
  });
});
