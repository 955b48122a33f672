import { Within } from '../../src/input/argument-rules.ts';

/** The arguments of a Relay connection, the same for every list. `size` publishes the bounds of `first` and `last`. */
export function pageArguments(byDefault: number, most: number) {
  const cursor = 'That is `cursor` of an edge, `startCursor` or `endCursor`.';
  return {
    size: Within(1, most),
    first: {
      nullable: true,
      description: `How many from the front, 1 to ${most}; ${byDefault} when neither first nor last is given.`,
    },
    after: { nullable: true, description: `Only those behind this cursor. ${cursor}` },
    last: { nullable: true, description: `How many from the back, 1 to ${most}. Not with first.` },
    before: { nullable: true, description: `Only those in front of this cursor. ${cursor}` },
  } as const;
}
