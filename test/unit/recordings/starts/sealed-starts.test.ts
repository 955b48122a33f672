import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../../src/ledger/contract/entities.ts';
import { storableParams } from '../../../../src/providers/start-params.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { CredentialsUnreadable, mayBeSent, SealedStarts } from '../../../../src/recordings/starts/sealed-starts.ts';
import { SecretEncryption } from '../../../../src/wire/secret-encryption.ts';
import { Secret } from '../../../../src/wire/secret.ts';

const starts = new SealedStarts(new SecretEncryption(Buffer.alloc(32, 1)));
const others = new SealedStarts(new SecretEncryption(Buffer.alloc(32, 2)));

const INPUT = {
  roomId: 9_007_199_254_740_993n,
  userSig: new Secret('sig-of-the-caller'),
  storageParams: { vendors: [{ secretKey: new Secret('key-of-the-bucket'), bucket: 'files-1' }], absent: undefined },
};

function rowOf(id: string, sealedParams: string | null): Recording {
  return { id, params: null, sealedParams } as Recording;
}

describe('a sealed start', () => {
  const { params, secretParams } = storableParams(INPUT, { region: 'ap-singapore' });
  const sealed = starts.seal(secretParams!, 'rec_1');

  it('is planned from the same values again, with its secrets as secrets', () => {
    expect(params).toBeNull();
    const opened = starts.paramsOf(rowOf('rec_1', sealed));
    expect(opened).toEqual({
      roomId: 9_007_199_254_740_993n,
      userSig: new Secret('sig-of-the-caller'),
      storageParams: { vendors: [{ secretKey: new Secret('key-of-the-bucket'), bucket: 'files-1' }] },
      region: 'ap-singapore',
    });
    const { userSig, storageParams } = opened as unknown as typeof INPUT;
    expect([userSig, storageParams.vendors[0]!.secretKey].map((secret) => secret.reveal())).toEqual([
      'sig-of-the-caller',
      'key-of-the-bucket',
    ]);
  });

  it('shows nothing of itself, sealed or open', () => {
    const opened = starts.paramsOf(rowOf('rec_1', sealed));
    for (const shown of [sealed, inspect(opened, { depth: 9 }), JSON.stringify(secretParams), inspect(secretParams)]) {
      expect(shown).not.toMatch(/sig-of-the-caller|key-of-the-bucket/);
    }
  });

  it('opens for no other recording, with no other key, and not when it was changed', () => {
    expect(() => starts.paramsOf(rowOf('rec_2', sealed))).toThrow(CredentialsUnreadable);
    expect(() => others.paramsOf(rowOf('rec_1', sealed))).toThrow(CredentialsUnreadable);
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => starts.paramsOf(rowOf('rec_1', bytes.toString('base64url')))).toThrow(CredentialsUnreadable);
  });

  it('is none where the start has no secret', () => {
    expect(storableParams({ roomId: 'room-7' })).toEqual({ params: { roomId: 'room-7' }, secretParams: null });
    expect(starts.paramsOf(rowOf('rec_1', null))).toBeUndefined();
  });
});

it('a start may be sent until its outcome is known; after a lost answer only where it is repeated', () => {
  const may = (state: RecordingState, repeat: boolean, accepted = false) => mayBeSent({ state, accepted }, repeat);
  expect(may(RecordingState.REQUESTED, false)).toBe(true);
  expect(may(RecordingState.STARTING, false)).toBe(true);
  expect(may(RecordingState.STARTING, true, true)).toBe(false);
  expect([may(RecordingState.UNKNOWN, true), may(RecordingState.UNKNOWN, false)]).toEqual([true, false]);
  for (const state of [RecordingState.FAILED, RecordingState.ABANDONED]) expect(may(state, true)).toBe(false);
});
