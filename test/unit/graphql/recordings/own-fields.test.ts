import { Field, getMetadataStorage, InputType, Int } from 'type-graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../../src/errors.ts';
import { compileInput, type InputReader } from '../../../../src/input/compiled-input.ts';
import { DateTime } from '../../../../src/input/scalars.ts';
import type { NameValueInput } from '../../../../src/graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../../src/graphql/recordings/own-fields.ts';

@InputType()
class SampleInput {
  @Field(() => Int, { nullable: true })
  vendorsOwn?: number;

  @LabelsField()
  labels?: NameValueInput[];

  @MetadataField()
  metadata?: NameValueInput[];

  @StopByField()
  stopBy?: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;

  @DryRunField()
  dryRun?: boolean;
}

let read: InputReader;

beforeAll(() => {
  getMetadataStorage().build({ resolvers: [] });
  read = compileInput(SampleInput);
});

/** What is wrong with an input, as `path: message`. */
function faults(input: object): string[] {
  try {
    read(input, ['input']);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}

type Pair = Pick<NameValueInput, 'name' | 'value'>;

const pair = (name: string, value = ''): Pair => ({ name, value });
const pairs = (count: number, value = ''): Pair[] =>
  Array.from({ length: count }, (_, index) => pair(`n${String(index).padStart(3, '0')}`, value));

const KEEPABLE = 'none of them U+0000 or half of a surrogate pair';

describe('every own field', () => {
  it('may be absent', () => {
    expect(faults({})).toEqual([]);
  });

  it('may be null', () => {
    expect(faults({ labels: null, metadata: null, stopBy: null, idempotencyKey: null, dryRun: null })).toEqual([]);
  });

  it('has a type of its own and is optional', () => {
    const { fields } = getMetadataStorage().inputTypes.find(({ target }) => target === SampleInput)!;
    const own = fields!.filter(({ name }) => name !== 'vendorsOwn');
    expect(own.map(({ name, typeOptions }) => [name, typeOptions.nullable])).toEqual([
      ['labels', true],
      ['metadata', true],
      ['stopBy', true],
      ['idempotencyKey', true],
      ['dryRun', true],
    ]);
    expect(own.find(({ name }) => name === 'stopBy')!.getType()).toBe(DateTime);
  });
});

describe.each(['labels', 'metadata'])('a name of %s', (field) => {
  it.each(['a', '0', '_', 'Team.name-2', 'x'.repeat(63)])('can be %s', (name) => {
    expect(faults({ [field]: [pair(name)] })).toEqual([]);
  });

  it.each(['', ' ', 'a b', 'ä', 'a:b', 'a\n', 'x'.repeat(64)])('cannot be %j', (name) => {
    expect(faults({ [field]: [pair('first'), pair(name)] })).toEqual([
      `input.${field}.1.name: name must have 1 to 63 letters, digits, _, . or -`,
    ]);
  });

  it('cannot come twice', () => {
    expect(faults({ [field]: [pair('a', '1'), pair('b'), pair('a', '2')] })).toEqual([
      `input.${field}.2.name: name must differ from those before it`,
    ]);
  });

  it('is not the same in small and in capital letters', () => {
    expect(faults({ [field]: [pair('a'), pair('A')] })).toEqual([]);
  });
});

describe.each([
  ['labels', 20, 255],
  ['metadata', 50, 2000],
])('%s', (field, most, longest) => {
  it(`have at most ${most} entries`, () => {
    expect(faults({ [field]: pairs(most) })).toEqual([]);
    expect(faults({ [field]: pairs(most + 1) })).toEqual([
      `input.${field}: ${field} must have at most ${most} entries`,
    ]);
  });

  it.each(['', ' ', 'a\n', '课'.repeat(longest), '😀'.repeat(longest)])('have any text as a value (%#)', (value) => {
    expect(faults({ [field]: [pair('a', value)] })).toEqual([]);
  });

  it.each(['x'.repeat(longest + 1), '😀'.repeat(longest + 1), 'a\u0000b', 'a\ud800'])(
    'have no value that is too long or cannot be stored (%#)',
    (value) => {
      expect(faults({ [field]: [pair('a', value)] })).toEqual([
        `input.${field}.0.value: value must have at most ${longest} characters, ${KEEPABLE}`,
      ]);
    },
  );
});

describe('metadata', () => {
  const WORDS = 'input.metadata: metadata must have at most 16000 characters in all, names included';

  it('have room for 16000 characters, names included', () => {
    expect(faults({ metadata: pairs(8, 'x'.repeat(1996)) })).toEqual([]);
    expect(faults({ metadata: [...pairs(7, 'x'.repeat(1996)), pair('n007', 'x'.repeat(1997))] })).toEqual([WORDS]);
    expect(faults({ metadata: [...pairs(7, 'x'.repeat(1996)), pair('n0007', 'x'.repeat(1996))] })).toEqual([WORDS]);
  });

  it('count characters, not bytes', () => {
    expect(faults({ metadata: pairs(8, '😀'.repeat(1996)) })).toEqual([]);
  });
});

describe('an idempotency key', () => {
  it.each(['k', '!', '~', 'a'.repeat(255), '7f3b1c1e-52c8-4f2b-9d7a-0c5a3a4a8a11'])('can be %s', (idempotencyKey) => {
    expect(faults({ idempotencyKey })).toEqual([]);
  });

  it.each(['', ' ', 'a b', 'a\n', 'é', '\u007f', '\u0000', 'a'.repeat(256)])('cannot be %j', (idempotencyKey) => {
    expect(faults({ idempotencyKey })).toEqual([
      'input.idempotencyKey: idempotencyKey must be 1 to 255 printable ASCII characters without spaces',
    ]);
  });
});
