import { beforeAll, expect } from 'vitest';
import {
  errorsOf,
  GME_INPUT,
  GME_START,
  json,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../../shared/running-server.ts';

export const start = (input: unknown) => ({ query: GME_START, variables: { input } });
export const gme = (change: object) => start({ ...GME_INPUT, ...change });
export const codes = (answer: Answer) => errorsOf(answer).map(({ extensions }) => extensions.code);

export const messages = (answer: Answer) => errorsOf(answer).map(({ message }) => message);

export let server: TestServer;
beforeAll(async () => {
  let stop = (): Promise<void> => Promise.resolve();
  server = await startTestServer({}, (stopServer) => (stop = stopServer));
  return () => stop();
});

/** Refused as a mistake of the client: JSON, an error with the code, nothing executed. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/(?:graphql-response\+)?json(?:; charset=utf-8)?$/);
  expect(codes(answer)[0]).toBe(code);
  expect(json<object>(answer)).not.toHaveProperty('data');
}
