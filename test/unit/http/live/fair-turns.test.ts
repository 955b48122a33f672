import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, it } from 'vitest';
import { SharedAnswers } from '../../../../src/http/live/shared-answers.ts';
import { ManualEvents } from '../../../shared/http/live/manual-events.ts';

it('between two events everything else has its turn', async () => {
  const schema = buildSchema('type Query { it: Int } type Subscription { number: Int }');
  const document = parse('subscription { number }');
  const shared = new SharedAnswers({
    argsOf: ({ variables }) => ({ schema, document, variableValues: variables }),
    newContext: () => ({}),
    isTooLarge: () => false,
    publish: (answer) => answer as object,
  });
  const events = new ManualEvents();
  events.push(...Array.from({ length: 100 }, (_, number) => ({ number })));
  events.complete();
  let turns = 0;
  let isRead = false;
  const others = (async () => {
    while (!isRead) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
  })();
  const operation = getOperationAST(document)!;
  const answers: unknown[] = [];
  for await (const answer of shared.stream({ source: '', document, operation, variables: {} }, events)) {
    answers.push(answer);
  }
  isRead = true;
  await others;
  expect(answers).toHaveLength(100);
  expect(turns).toBeGreaterThanOrEqual(100);
});
