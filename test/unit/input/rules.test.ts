import { IsOptional } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../src/input/compiled-input.ts';
import {
  ApplicationId,
  AtLeast,
  Between,
  Distinct,
  EachForm,
  Finds,
  Form,
  Holds,
  Items,
  StorableText,
  MaxBytes,
  NoEmptyEntry,
  NotEmpty,
  OneOf,
  RequiredWhen,
  SPOILT_TASK_ID,
  SomeItems,
  TaskId,
  UpTo,
  locatedFaults,
} from '../../../src/input/rules.ts';
import { HttpUrl } from '../../../src/input/addresses.ts';
import { Secret } from '../../../src/wire/secret.ts';

/** What the rules of a field called `it` say to a value, as `path: message`. */
function told(rules: PropertyDecorator | PropertyDecorator[], value: unknown, beside: object = {}): string[] {
  class Sample {}
  for (const rule of [rules].flat()) rule(Sample.prototype, 'it');
  const input = Object.assign(new Sample(), { ...beside, ...(value !== undefined && { it: value }) });
  return faultsOf(input, ['input']).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

interface Row {
  readonly rule: string;
  readonly decorator: PropertyDecorator;
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
  readonly message: string;
}

const ROWS: Row[] = [
  {
    rule: 'Between',
    decorator: Between(2, 3000),
    taken: [2, 2.5, 3000],
    refused: [1, 1.999, 3000.001, 3001, NaN, '5', null, undefined],
    message: 'it must be from 2 to 3000',
  },
  {
    rule: 'Between, of a unit',
    decorator: Between(-1, 1, 'hours'),
    taken: [-1, 0, 1],
    refused: [-2, 2],
    message: 'it must be from -1 to 1 hours',
  },
  {
    rule: 'AtLeast',
    decorator: AtLeast(2, 'pixels'),
    taken: [2, 2_147_483_647],
    refused: [1, NaN, '2'],
    message: 'it must be at least 2 pixels',
  },
  {
    rule: 'UpTo',
    decorator: UpTo(1920, 'pixels'),
    taken: [0, 1920],
    refused: [-1, 1921],
    message: 'it must be from 0 to 1920 pixels',
  },
  {
    rule: 'NotEmpty',
    decorator: NotEmpty(),
    taken: ['a', ' ', new Secret('a')],
    refused: ['', new Secret('')],
    message: 'it must not be empty',
  },
  {
    rule: 'MaxBytes',
    decorator: MaxBytes(6),
    taken: ['', 'abcdef', 'éàü', '课课', '😀ab'],
    refused: ['abcdefg', 'éàüx', '课课a', '😀abc', '\ud800\ud800\ud800', 7],
    message: 'it must have at most 6 bytes in UTF-8',
  },
  {
    rule: 'Form',
    decorator: Form(/^#\d$/, 'must be # and a digit'),
    taken: ['#1'],
    refused: ['', '#', '#11', '#1\n', ' #1', 1],
    message: 'it must be # and a digit',
  },
  {
    rule: 'OneOf',
    decorator: OneOf(30, 60),
    taken: [30, 60],
    refused: [29, 31, 45, '30', NaN],
    message: 'it must be one of 30, 60',
  },
  {
    rule: 'Items',
    decorator: Items(0, 2),
    taken: [[], [1], [1, 2]],
    refused: [[1, 2, 3], 'ab'],
    message: 'it must have at most 2 entries',
  },
  {
    rule: 'Items, of a lower bound',
    decorator: Items(1, 2),
    taken: [[1], [1, 2]],
    refused: [[], [1, 2, 3]],
    message: 'it must have 1 to 2 entries',
  },
  {
    rule: 'SomeItems',
    decorator: SomeItems(),
    taken: [[1], Array.from({ length: 1000 })],
    refused: [[], 'a'],
    message: 'it must have at least 1 entry',
  },
  {
    rule: 'Distinct',
    decorator: Distinct(),
    taken: [[], ['a'], ['a', 'b', 'A']],
    refused: [['a', 'a'], ['a', 'b', 'a'], 'ab'],
    message: 'it must not contain an entry twice',
  },
  {
    rule: 'StorableText',
    decorator: StorableText(1, 3),
    taken: ['a', 'abc', '课课课', '😀😀😀', ' \u0001\n'],
    refused: ['', 'abcd', '😀😀😀😀', 'a\u0000', '\ud800', 'a\udc00', 7, null],
    message: 'it must have 1 to 3 characters, none of them U+0000 or half of a surrogate pair',
  },
  {
    rule: 'StorableText, without a lower bound',
    decorator: StorableText(0, 3),
    taken: [''],
    refused: ['abcd'],
    message: 'it must have at most 3 characters, none of them U+0000 or half of a surrogate pair',
  },
  {
    rule: 'HttpUrl',
    decorator: HttpUrl(),
    taken: ['http://a', 'https://a.test/b?c#d', 'https://[::1]:8080/', 'https://é.test/课', 'HTTPS://a', 'Http://a'],
    refused: ['', 'a.test', 'http://', 'http:///a', 'https://?a', 'ftp://a', 'javascript:alert(1)'],
    message: 'it must be an http or https address',
  },
  {
    rule: 'HttpUrl, with a space',
    decorator: HttpUrl(),
    taken: ['https://a/b%20c'],
    refused: ['https://a b', ' http://a', 'http://a ', 'https://a/b\tc', 'https://a\n'],
    message:
      'it must be an http or https address; there is a space or a line break in this one: write a space as %20, and leave none around it',
  },
  {
    rule: 'TaskId',
    decorator: TaskId(),
    taken: ['a', '-m+xCp/1O.Q=', '1234'],
    refused: ['a b', 'a%2Bb', ' a', 'a\n'],
    message: `it ${SPOILT_TASK_ID}`,
  },
  {
    rule: 'ApplicationId',
    decorator: ApplicationId(),
    taken: [1, 4_294_967_295],
    refused: [0],
    message: 'it must be from 1 to 4294967295',
  },
];

it('of a list without empty entries names the place of an empty one', () => {
  expect(told(NoEmptyEntry(), [])).toEqual([]);
  expect(told(NoEmptyEntry(), ['a', ' '])).toEqual([]);
  expect(told(NoEmptyEntry(), ['a', ''])).toEqual(['input.it.1: each entry must not be empty']);
});

describe('a rule', () => {
  it.each(ROWS.flatMap(({ rule, decorator, taken }) => taken.map((value) => [rule, value, decorator] as const)))(
    '%s takes %j',
    (_, value, decorator) => {
      expect(told(decorator, value)).toEqual([]);
    },
  );

  it.each(
    ROWS.flatMap(({ rule, decorator, refused, message }) =>
      refused.map((value) => [rule, value, decorator, message] as const),
    ),
  )('%s refuses %j and says why', (_, value, decorator, message) => {
    expect(told(decorator, value)).toEqual([`input.it: ${message}`]);
  });

  it.each(ROWS.map(({ rule, decorator }) => [rule, decorator] as const))(
    '%s never repeats the value',
    (_, decorator) => {
      // class-validator fills $value and the like into messages.
      const canaries = [
        'canary $value $property',
        new Secret(''),
        ['canary', 'canary', 'canary'],
        73_317_331.5,
        { a: 'canary' },
      ];
      expect(canaries.flatMap((value) => told(decorator, value)).join()).not.toMatch(/canary|73317331/);
    },
  );

  it('of an optional field is not asked where there is no value', () => {
    for (const value of [undefined, null]) {
      for (const { decorator } of ROWS) expect(told([IsOptional(), decorator], value)).toEqual([]);
    }
  });

  it('is one of several that a field may break at once', () => {
    expect(told([Form(/^[a-z]*$/, 'must be small'), MaxBytes(3)], 'ABCD').sort()).toEqual([
      'input.it: it must be small',
      'input.it: it must have at most 3 bytes in UTF-8',
    ]);
  });
});

describe('Holds', () => {
  const rule = Holds<{ other?: number }, number>(
    'plus other must not exceed 1',
    (value, { other = 0 }) => value + other <= 1,
  );

  it('sees the value and its neighbours', () => {
    expect(told(rule, 1, { other: 0 })).toEqual([]);
    expect(told(rule, 1, { other: 0.001 })).toEqual(['input.it: it plus other must not exceed 1']);
  });
});

describe('RequiredWhen', () => {
  const rules = [
    RequiredWhen<{ mode?: string }>('mode is CUSTOM', ({ mode }) => mode === 'CUSTOM'),
    Form(/^a+$/, 'must be of a'),
  ];

  it.each([undefined, null])('refuses %s where the field is needed', (value) => {
    expect(told(rules, value, { mode: 'CUSTOM' })).toContain('input.it: it is required when mode is CUSTOM');
  });

  it.each([undefined, null])('takes %s where the field is not needed, and asks nothing else', (value) => {
    expect(told(rules, value, { mode: 'GRID' })).toEqual([]);
    expect(told(rules, value)).toEqual([]);
  });

  it.each(['CUSTOM', 'GRID', undefined])('leaves a value to the other rules when mode is %s', (mode) => {
    expect(told(rules, 'aa', { mode })).toEqual([]);
    expect(told(rules, 'ab', { mode })).toEqual(['input.it: it must be of a']);
  });

  it.each([0, false, '', []])('takes %j for a value', (value) => {
    expect(told(rules[0]!, value, { mode: 'CUSTOM' })).toEqual([]);
  });

  it('says nothing else of a field that is needed and absent', () => {
    expect(told([rules[0]!, Items(0, 2)], undefined, { mode: 'CUSTOM' })).toEqual([
      'input.it: it is required when mode is CUSTOM',
    ]);
  });
});

describe('Finds', () => {
  const rule = Finds<{ most: number }, number[]>((list, { most }) =>
    list.flatMap((value, index) =>
      value > most ? [{ path: [String(index), 'size'], message: 'size is too large' }] : [],
    ),
  );

  it('takes what it finds no fault with', () => {
    expect(told(rule, [1, 2], { most: 2 })).toEqual([]);
  });

  it('gives each fault its own place below the field', () => {
    expect(told(rule, [3, 1, 4], { most: 2 })).toEqual([
      'input.it.0.size: size is too large',
      'input.it.2.size: size is too large',
    ]);
  });

  it('carries any text through class-validator', () => {
    const message = 'keeps " \\ \u0000 é 😀 as they are';
    const odd = Finds(() => [{ path: ['a.b', ''], message }]);
    expect(told(odd, 1)).toEqual([`input.it.a.b.: ${message}`]);
  });

  it.each(['must be small', '', ' \u0000'])('does not take the message %j for its own', (message) => {
    expect(locatedFaults(message)).toBeUndefined();
  });
});

describe('EachForm', () => {
  const rule = EachForm(/^[a-z]+$/, 'must be small');

  it('takes a list of which every entry has the form', () => {
    expect(told(rule, [])).toEqual([]);
    expect(told(rule, ['a', 'bc'])).toEqual([]);
  });

  it('names the place of each entry that has not', () => {
    expect(told(rule, ['A', 'b', ''])).toEqual([
      'input.it.0: each entry must be small',
      'input.it.2: each entry must be small',
    ]);
  });
});
