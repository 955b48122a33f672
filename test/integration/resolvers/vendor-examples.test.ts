import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import { fakeVendor, schemaOver } from '../../shared/fake-vendor.ts';
import { EXAMPLES } from './vendor-examples.ts';

// The example requests of the vendors' pages, as a client of ours sends them, and as they must go on the wire.

it.each(EXAMPLES)('sends the example of $page as the vendor prints it, with our mark', async (example) => {
  const { mutation, input, wire, action, marked } = example;
  const vendor = fakeVendor();
  const { schema } = await schemaOver(vendor);
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await graphql({
    schema,
    source: `mutation ($input: ${type}!) {
      ${mutation}(input: $input) { recording { vendorKey } errors { code message path } }
    }`,
    variableValues: { input },
  });
  expect(answer).toMatchObject({ data: { [mutation]: { errors: [] } } });
  const { recording } = answer.data![mutation] as { recording: { vendorKey: string } };
  expect(vendor.sent()).toStrictEqual({ ...wire, ...marked?.(recording.vendorKey) });
  expect(vendor.calls[0]!.headers['X-TC-Action'] ?? new URL(vendor.calls[0]!.url).pathname).toBe(action);
});
