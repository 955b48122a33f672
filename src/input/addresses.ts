import { ValidateBy } from 'class-validator';
import { Normalize } from './normalize.ts';
import { allOf } from './patterns.ts';
import { RuleConstraint } from './rule-metadata.ts';
import { composeDecorators } from './compose-decorators.ts';

/** Maximum length of an address in characters: most servers read no longer request line. */
const MAX_LENGTH = 8192;

/**
 * An address that matches every pattern. `rule` states the patterns in words. The message mentions a space, which is easily
 * overlooked in a long address. The scheme is sent in lower case, because some receivers do not accept another case.
 */
export function Address(patterns: RegExp | readonly RegExp[], rule: string): PropertyDecorator {
  const all = [patterns].flat();
  return composeDecorators(
    ValidateBy({
      name: 'address',
      constraints: [new RuleConstraint({ value: { maxLength: MAX_LENGTH, pattern: allOf(all) } })],
      validator: {
        validate: (value) => typeof value === 'string' && !isTooLong(value) && all.every((each) => each.test(value)),
        defaultMessage: (args) => {
          const { property, value } = args as { readonly property: string; readonly value: unknown };
          const text = String(value);
          if (isTooLong(text)) return `${property} must have at most ${MAX_LENGTH} characters`;
          return `${property} ${rule}${/\s/.test(text) ? SPACE_HINT : ''}`;
        },
      },
    }),
    Normalize((address) => (typeof address === 'string' ? withLowerCaseScheme(address) : address)),
  );
}

const SPACE_HINT = '; there is a space or a line break in this one: write a space as %20, and leave none around it';

/** An http or https address. */
export function HttpUrl(): PropertyDecorator {
  return Address(/^https?:\/\/[^\s/?#]\S*$/i, 'must be an http or https address');
}

/** An http or https address, or an empty text. */
export function HttpUrlOrEmpty(): PropertyDecorator {
  return Address(/^(https?:\/\/\S*)?$/i, 'must be an http or https address, or empty');
}

function isTooLong(text: string): boolean {
  return text.length > 2 * MAX_LENGTH || Array.from(text).length > MAX_LENGTH;
}

function withLowerCaseScheme(address: string): string {
  return address.replace(/^[A-Za-z]+:\/\//, (scheme) => scheme.toLowerCase());
}
