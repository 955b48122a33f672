import autocannon from 'autocannon';
import { isRight, REQUEST } from './example.ts';
import { report, serve, type Load, type LoadReport } from './messages.ts';

/** The headers of Apollo Client. urql and graphql-request accept the same types. */
const CLIENT_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json,application/json;q=0.9',
};

/** Sends the example as fast as answers arrive, and checks every answer. */
async function send({ url, connections, seconds }: Load): Promise<LoadReport> {
  const times: number[] = []; // the histogram of autocannon counts whole milliseconds
  const run = autocannon({
    url,
    method: 'POST',
    headers: CLIENT_HEADERS,
    body: REQUEST,
    connections,
    duration: seconds,
    verifyBody: isRight,
  });
  run.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  const { duration, errors, non2xx, mismatches } = await run;
  return report(times, duration, errors + non2xx, mismatches);
}

serve(0, { load: send });
