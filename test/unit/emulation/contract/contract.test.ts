import { describe, expect, it } from 'vitest';
import { elementType, loadContract, ownMember, type Contract } from '../../../../src/emulation/contract/contract.ts';

const SCALARS = ['string', 'boolean', 'integer', 'uint32', 'int64', 'float', 'json'];

describe('a contract', () => {
  it.each(['tiw', 'gme', 'trtc', 'rongcloud'])('of %s names only types and patterns that can be checked', (product) => {
    const contract = loadContract<Contract>(product);
    for (const action of Object.values(contract.actions)) expect(contract.types).toHaveProperty(action.input);
    for (const type of Object.values(contract.types)) {
      for (const field of Object.values(type.fields)) {
        const name = elementType(field.type) ?? field.type;
        expect(SCALARS.includes(name) || name in contract.types).toBe(true);
        if (field.pattern) expect(() => new RegExp(field.pattern ?? '')).not.toThrow();
      }
    }
  });

  it('that is in no folder above is an error that says so', () => {
    expect(() => loadContract('no-such-product')).toThrow('contracts/no-such-product.json is in no folder above');
  });

  it('has no field that every object has', () => {
    expect(ownMember({ a: 1 }, 'a')).toBe(1);
    expect(ownMember({ a: 1 }, 'constructor')).toBeUndefined();
  });
});
