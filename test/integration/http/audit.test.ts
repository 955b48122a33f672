import { serverAudits } from 'graphql-http';
import { expect, it } from 'vitest';
import { startTestServer } from '../../shared/running-server.ts';

it('passes the audit of GraphQL over HTTP in every point', async () => {
  const { origin } = await startTestServer();
  const audits = serverAudits({ url: `${origin}/graphql` });
  expect(audits).toHaveLength(61);

  const findings: string[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status !== 'ok') findings.push(`${result.id} ${result.status}`);
  }
  expect(findings).toEqual([]);
});
