import { ValidateBy } from 'class-validator';
import { Normalize } from './normalize.ts';
import { allOf } from './patterns.ts';
import { RuleConstraint } from './rule-metadata.ts';
import { composeDecorators } from './compose-decorators.ts';

/** Longest address, in characters: what most servers read of a request's first line. */
const LONGEST = 8192;

/**
 * An address of all the forms, which `words` tell together. A space is named as such: in a long address it is overlooked.
 * Its scheme is sent in small letters: schemes have no case, but not every receiver knows that.
 */
export function Address(forms: RegExp | readonly RegExp[], words: string): PropertyDecorator {
  const all = [forms].flat();
  return composeDecorators(
    ValidateBy({
      name: 'address',
      constraints: [new RuleConstraint({ value: { maxLength: LONGEST, pattern: allOf(all) } })],
      validator: {
        validate: (value) => typeof value === 'string' && !isTooLong(value) && all.every((form) => form.test(value)),
        defaultMessage: (args) => {
          const { property, value } = args as { readonly property: string; readonly value: unknown };
          const text = String(value);
          if (isTooLong(text)) return `${property} must have at most ${LONGEST} characters`;
          return `${property} ${words}${/\s/.test(text) ? SPACE_WORDS : ''}`;
        },
      },
    }),
    Normalize((address) => (typeof address === 'string' ? withSmallScheme(address) : address)),
  );
}

const SPACE_WORDS = '; there is a space or a line break in this one: write a space as %20, and leave none around it';

/** An http or https address. */
export function HttpUrl(): PropertyDecorator {
  return Address(/^https?:\/\/[^\s/?#]\S*$/i, 'must be an http or https address');
}

/** An http or https address, or nothing at all. */
export function HttpUrlOrEmpty(): PropertyDecorator {
  return Address(/^(https?:\/\/\S*)?$/i, 'must be an http or https address, or empty');
}

function isTooLong(text: string): boolean {
  return text.length > 2 * LONGEST || Array.from(text).length > LONGEST;
}

function withSmallScheme(address: string): string {
  return address.replace(/^[A-Za-z]+:\/\//, (scheme) => scheme.toLowerCase());
}
