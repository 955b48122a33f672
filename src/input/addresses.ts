import { ValidateBy } from 'class-validator';
import { Becomes } from './becomes.ts';
import { together } from './together.ts';

/**
 * An address of the form that `words` tell. A space is named as such: in a long address it is overlooked. Its
 * scheme is sent in small letters: schemes have no case, but not every receiver knows that.
 */
export function Address(form: RegExp, words: string): PropertyDecorator {
  return together(
    ValidateBy({
      name: 'address',
      validator: {
        validate: (value) => typeof value === 'string' && form.test(value),
        defaultMessage: (args) => {
          const { property, value } = args as { readonly property: string; readonly value: unknown };
          return `${property} ${words}${/\s/.test(String(value)) ? SPACE_WORDS : ''}`;
        },
      },
    }),
    Becomes((address) => (typeof address === 'string' ? withSmallScheme(address) : address)),
  );
}

const SPACE_WORDS = '; there is a space or a line break in this one: write a space as %20, and leave none around it';

/** An http or https address. */
export function HttpUrl(): PropertyDecorator {
  return Address(/^https?:\/\/[^\s/?#]+[^\s]*$/i, 'must be an http or https address');
}

/** An http or https address, or nothing at all. */
export function HttpUrlOrEmpty(): PropertyDecorator {
  return Address(/^(https?:\/\/\S*)?$/i, 'must be an http or https address, or empty');
}

function withSmallScheme(address: string): string {
  return address.replace(/^[A-Za-z]+:\/\//, (scheme) => scheme.toLowerCase());
}
