import { Within } from '../../src/input/argument-rules.ts';

/** The arguments of a Relay connection, the same for every list. `size` publishes the bounds of `first` and `last`. */
export function pageArguments(byDefault: number, most: number) {
  return {
    size: Within(1, most),
    first: {
      nullable: true,
      description: `Number of entries from the front. From 1 to ${most}. Default without first and last: ${byDefault}.`,
    },
    after: { nullable: true, description: 'Returns entries after this cursor.' },
    last: {
      nullable: true,
      description: `Number of entries from the back. From 1 to ${most}. Must be absent if first is given.`,
    },
    before: { nullable: true, description: 'Returns entries before this cursor.' },
  } as const;
}
