import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackRejected, verified } from '../../../../../src/callbacks/callback.ts';
import { GME_SIGNATURE_FORMS } from '../../../../../src/providers/tencent/callbacks/signature.ts';
import { GmeCallback } from '../../../../../src/providers/tencent/gme/callback.ts';
import { GME_BIZ_ID, GME_EXAMPLES, GME_KEY } from '../callback-examples.ts';
import { RECEIVED_AT, bitFlips, forgeries, keysOf, reprinted, requestOf } from '../callback-forgeries.ts';

const OTHER = 3400352519;
const keys = keysOf({ [GME_BIZ_ID]: GME_KEY, [OTHER]: 'theOtherKey' });
const callback = new GmeCallback(keys, 'base64');
const TASK = '446192236330927912';

function genuineOf({ body, sign }: { readonly body: string; readonly sign: string }) {
  return { headers: { signature: sign }, body };
}
const GENUINE = genuineOf(GME_EXAMPLES[0]!);

function signed(body: string | Buffer, key = GME_KEY) {
  return { headers: { signature: createHmac('sha1', key).update(body).digest('base64') }, body };
}

/** What is read of a body that was signed. */
function newsOf(body: string) {
  return callback.read(callback.verify(requestOf(signed(body))), RECEIVED_AT)[0]!;
}

describe('a callback of GME is accepted', () => {
  it.each(GME_EXAMPLES)('with the signature of example %#', (example) => {
    expect(callback.verify(requestOf(genuineOf(example)))).toBe(example.body);
  });

  it.each(GME_EXAMPLES)('in hex, where that is the form: example %#', ({ body, hex }) => {
    expect(new GmeCallback(keys, 'hex').verify(requestOf({ headers: { signature: hex }, body }))).toBe(body);
  });

  it.each(['base64', 'hex'] as const)('over the body behind the word POST, where that is the form: %s', (text) => {
    const { body } = GENUINE;
    const signature = createHmac('sha1', GME_KEY).update(`POST${body}`).digest(text);
    expect(new GmeCallback(keys, `${text}-post`).verify(requestOf({ headers: { signature }, body }))).toBe(body);
  });
});

describe('a callback of GME is refused', () => {
  it('when any bit of body or signature is flipped', () => {
    const { headers, body } = GENUINE;
    for (const bytes of bitFlips(Buffer.from(body))) {
      expect(() => callback.verify(requestOf({ headers, body: bytes }))).toThrow(CallbackRejected);
    }
    for (const bytes of bitFlips(Buffer.from(headers.signature))) {
      const signature = bytes.toString('latin1');
      expect(() => callback.verify(requestOf({ headers: { signature }, body }))).toThrow(CallbackRejected);
    }
  });

  const { headers, body } = GENUINE;
  it.each([
    ['with the body printed anew', { headers, body: reprinted(body) }],
    ['with half of the body', { headers, body: body.slice(0, body.length / 2) }],
    ['without a body', signed('')],
    ['without Signature', { headers: {}, body }],
    ['with an empty Signature', { headers: { signature: '' }, body }],
    ['without BizID, though signed', signed('{"EventType":1}')],
    ['for an application without a key, though signed', signed('{"BizID":1,"EventType":1}')],
    ['with BizID within something else only', signed(`{"Detail":{"BizID":${GME_BIZ_ID}}}`)],
    ['with the key of another application', signed(body, 'theOtherKey')],
    ['for an application, with the key of another', signed(`{"BizID":${OTHER}}`)],
    ['that names its application first and another last', signed(`{"BizID":${GME_BIZ_ID},"BizID":${OTHER}}`)],
    ['with an empty key', signed(body, '')],
    ['in UTF-16, though signed', signed(Buffer.from(body, 'utf16le'))],
    ['in a charset that is not UTF-8, though signed', signed(Buffer.from(`{"BizID":${GME_BIZ_ID},"x":"é"}`, 'latin1'))],
    ['with a number without end, though signed', signed(`{"BizID":${GME_BIZ_ID},"x":${'9'.repeat(100_000)}}`)],
    ['nested too deeply to be read', { headers, body: `${'['.repeat(200_000)}${TASK}${']'.repeat(200_000)}` }],
  ])('%s', (_, forged) => {
    expect(() => callback.verify(requestOf(forged))).toThrow(CallbackRejected);
  });

  it('in 6,000 random changes, without one exception', () => {
    const isRefused = fc.property(forgeries(GME_EXAMPLES.map(genuineOf), 'signature'), (request) => {
      expect(() => callback.verify(request)).toThrow(CallbackRejected);
    });
    fc.assert(isRefused, { numRuns: 6000 });
  });

  const forms = GME_SIGNATURE_FORMS.flatMap((set) => GME_SIGNATURE_FORMS.map((sent) => [set, sent] as const));
  it.each(forms.filter(([set, sent]) => set !== sent))(
    'where the form is %s and %s comes, which it names',
    (set, sent) => {
      const hmac = createHmac('sha1', GME_KEY).update(sent.endsWith('post') ? `POST${body}` : body);
      const signature = hmac.digest(sent.startsWith('hex') ? 'hex' : 'base64');
      const pinned = new GmeCallback(keys, set);
      const setting = `TENCENT_GME_CALLBACK_FORM=${sent} `;
      expect(() => pinned.verify(requestOf({ headers: { signature }, body }))).toThrow(setting);
    },
  );

  it('while no key is set, and says which setting is missing', () => {
    const closed = new GmeCallback(keysOf({}), 'base64');
    expect(closed.closed).toContain('TENCENT_GME_CALLBACK_KEYS');
    expect(() => closed.verify(requestOf(GENUINE))).toThrow('TENCENT_GME_CALLBACK_KEYS');
  });
});

describe('what is read of a callback of GME', () => {
  const ABOUT = {
    ...{ isKnown: true, product: 'GME', account: String(GME_BIZ_ID), room: 'room-7', taskId: TASK, vendorKey: null },
  };
  const name = `3400352518_room-7_alice/2023-11-14-22-13-25_${TASK}_audio.mp3`;
  const file = { name, userId: 'alice', track: 'audio', format: 'mp3' };

  it.each([
    ['1', 1_700_000_006_000, [{ kind: 'running', at: 1_700_000_006_000 }], { ...file, state: 'RECORDING' }],
    ['2', 1_700_003_606_000, [], { ...file, state: 'PROCESSING' }],
    ['3', 1_700_003_646_000, [], { ...file, state: 'READY' }],
  ])('is the step %s of a file, and never an end', (type, at, facts, told) => {
    const [news] = callback.read(verified(GME_EXAMPLES[Number(type) - 1]!.body), RECEIVED_AT);
    expect(news).toEqual({ ...ABOUT, type, at, report: { facts, files: [told] } });
  });

  it('is the file of no single user if all users are mixed', () => {
    const [news] = callback.read(verified(GME_EXAMPLES[3]!.body), RECEIVED_AT);
    const mixed = `3400352518_room-7/${TASK}_2023-11-14-22-13-25_0_audio.mp3`;
    expect(news?.report.files).toEqual([{ name: mixed, state: 'READY', track: 'mix', format: 'mp3' }]);
  });

  it('keeps every digit of the task id', () => {
    expect(newsOf(`{"BizID":${GME_BIZ_ID},"EventType":3,"TaskID":9223372036854775807}`).taskId).toBe(
      '9223372036854775807',
    );
  });

  it('leaves an event that is not documented unknown', () => {
    const body = `{"BizID":${GME_BIZ_ID},"EventType":4,"TaskID":1,"Detail":{"FileName":"a.mp3"}}`;
    expect(newsOf(body)).toMatchObject({ type: '4', isKnown: false, report: { facts: [] } });
  });

  it('counts from its receipt where the time is absurd', () => {
    const body = `{"BizID":${GME_BIZ_ID},"EventType":1,"Timestamp":99999999999999}`;
    expect(newsOf(body)).toMatchObject({ at: null, report: { facts: [{ kind: 'running', at: RECEIVED_AT }] } });
  });

  it('never throws, whatever JSON it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(callback.read(verified(text), RECEIVED_AT)).toMatchObject([{ isKnown: false }]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['[]', '{"EventType":[1]}', '{"EventType":1,"Detail":[{"FileName":1}],"RoomID":{},"TaskID":[]}'])(
    'tells no file where members have other types: %s',
    (text) => {
      expect(callback.read(verified(text), RECEIVED_AT)[0]?.report.files ?? []).toEqual([]);
    },
  );
});
