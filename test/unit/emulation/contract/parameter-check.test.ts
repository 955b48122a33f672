import { describe, expect, it } from 'vitest';
import type { ContractField, ContractTypes } from '../../../../src/emulation/contract/contract.ts';
import { checkParameters } from '../../../../src/emulation/contract/parameter-check.ts';
import { parseJson, type JsonValue } from '../../../../src/wire/json.ts';

/** Returns the faults of one field with one rule, as `kind path`. */
function faultsOf(field: ContractField, value: JsonValue, siblings: { [name: string]: JsonValue } = {}): string[] {
  const types: ContractTypes = {
    Request: { fields: { It: field, RoomId: { type: 'json' } } },
    Part: { fields: { Needed: { type: 'boolean', required: true }, Free: { type: 'string' } } },
  };
  return checkParameters(types, 'Request', { It: value, ...siblings }).map((fault) => `${fault.kind} ${fault.path}`);
}

const MODES = [{ value: 1 }, { value: 2 }];

describe('the parameter check', () => {
  it.each<[string, ContractField, JsonValue]>([
    ['a string', { type: 'string' }, ''],
    ['a boolean', { type: 'boolean' }, false],
    ['the lowest integer', { type: 'integer' }, -2147483648],
    ['the highest uint32', { type: 'uint32' }, 4294967295],
    ['a 64-bit number', { type: 'int64', min: 0, max: '18446744073709551615' }, 18446744073709551615n],
    ['a float', { type: 'float', min: 0, max: 1 }, 0.5],
    ['an integer for a float', { type: 'float' }, 1],
    ['anything for json', { type: 'json' }, null],
    ['a nested object', { type: 'Part' }, { Needed: true }],
    ['an empty list', { type: '[string]' }, []],
    ['a list of objects', { type: '[Part]' }, [{ Needed: false, Free: 'x' }]],
    ['a listed value', { type: 'integer', enum: MODES }, 2],
    ['any value where no list is known', { type: 'integer', enum: null }, 6],
    ['as many bytes as may be', { type: 'string', maxLength: 6 }, '课课'],
    ['as many characters as may be', { type: 'string', maxLength: 2, lengthUnit: 'characters' }, '😀课'],
    ['a listed element', { type: '[string]', itemEnum: [{ value: 'A' }] }, ['A']],
    [
      'a value outside an incomplete list that has the pattern',
      { type: 'string', enum: [{ value: '1x1' }], enumComplete: false, pattern: '^\\dx\\d$' },
      '2x2',
    ],
  ])('takes %s', (_, field, value) => {
    expect(faultsOf(field, value)).toEqual([]);
  });

  it.each<[string, ContractField, JsonValue, string]>([
    ['null', { type: 'string' }, null, 'type It'],
    ['a number for a string', { type: 'string' }, 1, 'type It'],
    ['a text for a boolean', { type: 'boolean' }, 'true', 'type It'],
    ['a text for an integer', { type: 'integer' }, '1', 'type It'],
    ['a fraction for an integer', { type: 'integer' }, 1.5, 'type It'],
    ['more than 31 bits', { type: 'integer' }, 2147483648, 'range It'],
    ['a negative uint32', { type: 'uint32' }, -1, 'range It'],
    ['more than 32 bits', { type: 'uint32' }, 4294967296, 'range It'],
    ['one beyond a bound of twenty digits', { type: 'int64', max: '18446744073709551615' }, 2n ** 64n, 'range It'],
    ['a number below the minimum', { type: 'integer', min: 300 }, 299, 'range It'],
    ['a number above the maximum', { type: 'integer', max: 60 }, 61, 'range It'],
    ['a text for a float', { type: 'float' }, '0.5', 'type It'],
    ['a float above the maximum', { type: 'float', max: 1 }, 1.01, 'range It'],
    ['an infinite float', { type: 'float' }, parseJson('1e999'), 'range It'],
    ['a list for an object', { type: 'Part' }, [], 'type It'],
    ['a missing inner field', { type: 'Part' }, {}, 'missing It.Needed'],
    ['an unknown inner field', { type: 'Part' }, { Needed: true, needed: true }, 'unknown It.needed'],
    ['an object for a list', { type: '[string]' }, {}, 'type It'],
    ['a wrong element', { type: '[string]' }, ['a', 1], 'type It.1'],
    ['a wrong inner element', { type: '[Part]' }, [{ Needed: 1 }], 'type It.0.Needed'],
    ['too few elements', { type: '[string]', minItems: 1 }, [], 'items It'],
    ['too many elements', { type: '[string]', maxItems: 1 }, ['a', 'b'], 'items It'],
    ['an element that is not listed', { type: '[string]', itemEnum: [{ value: 'A' }] }, ['A', 'B'], 'value It.1'],
    ['an element without the pattern', { type: '[string]', itemPattern: '^a$' }, ['b'], 'pattern It.0'],
    ['a value that is not listed', { type: 'integer', enum: MODES }, 3, 'value It'],
    ['one byte too many', { type: 'string', maxLength: 5 }, '课课', 'length It'],
    ['one character too many', { type: 'string', maxLength: 1, lengthUnit: 'characters' }, 'ab', 'length It'],
    ['a text without the pattern', { type: 'string', pattern: '^#[0-9A-F]{6}$' }, '#00', 'pattern It'],
  ])('finds %s', (_, field, value, fault) => {
    expect(faultsOf(field, value)).toEqual([fault]);
  });

  const robot: ContractField = { type: 'string', pattern: '^tic_record_user_{RoomId}_{random}$' };

  it.each<[string, JsonValue, string[]]>([
    ['tic_record_user_1203_a-1', 1203, []],
    ['tic_record_user_1203_a1', 1204, ['pattern It']],
    ['tic_record_user_1203_', 1203, ['pattern It']],
    ['tic_record_user_aab_x', 'a+b', ['pattern It']],
  ])('reads the placeholders of a pattern: %s in room %s', (text, room, faults) => {
    expect(faultsOf(robot, text, { RoomId: room })).toEqual(faults);
  });

  it('finds no fault in a pattern whose other field is absent', () => {
    expect(faultsOf(robot, 'tic_record_user_7_x')).toEqual([]);
  });

  it('treats names that every object has as unknown', () => {
    const value = parseJson('{"__proto__":{},"constructor":1}');
    expect(checkParameters({ T: { fields: {} } }, 'T', value).map((fault) => fault.path)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('names unknown fields first, then wrong types, then missing fields, then wrong values', () => {
    const types: ContractTypes = {
      T: {
        fields: {
          Mode: { type: 'integer', enum: MODES },
          Id: { type: 'string', required: true },
          On: { type: 'boolean' },
        },
      },
    };
    const faults = checkParameters(types, 'T', { Mode: 9, On: 1, Extra: 1 });
    expect(faults.map((fault) => fault.kind)).toEqual(['unknown', 'type', 'missing', 'value']);
  });

  it('keeps values out of its messages', () => {
    const faults = checkParameters({ T: { fields: { Sig: { type: 'string', maxLength: 3 } } } }, 'T', { Sig: 'hush!' });
    expect(faults[0]?.message).toBe('Sig is longer than 3 bytes.');
  });

  it('fails loudly when a contract lacks a type that it names', () => {
    expect(() => checkParameters({}, 'Gone', {})).toThrow('no type Gone');
  });
});
