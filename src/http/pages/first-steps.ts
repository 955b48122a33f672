/** A first step with Tapedeck, as a command for a POSIX shell. */
export interface FirstStep {
  /** Title of the command. */
  readonly title: string;
  readonly command: string;
}

const START = `mutation ($in: TrtcStartWebRecordInput!) {trtcStartWebRecord(input: $in)
  {recording {id state} errors {message}}}`;
const WATCH = `subscription ($id: ID!) {
  recordingChanged(after: "start", filter: { recordingIds: [$id] }) { at to fileName }
}`;
const STOP = 'mutation ($id: ID!) { stopRecording(input: { id: $id }) { recording { state } errors { message } } }';
const READ = 'query ($id: ID!) { recording(id: $id) { state filesComplete files { nodes { name state url } } } }';
const MANIFEST = 'query ($id: ID!) { recording(id: $id) { manifest { json } } }';

const ID = `{ "id": "'$ID'" }`;
// Web page recording needs no room, so each start is another recording, and the files have a URL. MP4 plays in every
// browser.
const INPUT = `{ "in": {
    "sdkAppId": 1400000001, "recordUrl": "https://class.example/lesson", "webRecordVideoParams": { "format": "MP4" },
    "storageParams": { "cloudVod": { "tencentVod": {} } }
  } }`;

/** README.md prints the commands, and no line of README.md is longer. */
const MAX_LINE = 120;

/**
 * Returns the five commands of README.md's first recording, in order: start, watch, stop, read the files, verify the manifest.
 * The first keeps the id of the recording in the shell variable ID, for the others. `origin` is the server's address.
 */
export function firstSteps(origin: string): readonly FirstStep[] {
  const ask = (query: string, variables: string) => `curl -sS ${origin}/graphql ${request(query, variables)}`;
  return [
    { title: 'Start', command: `ID=$(${ask(START, INPUT)} | tee /dev/stderr | grep -o 'rec_[0-9a-z]*')` },
    {
      title: 'Watch for ten seconds',
      command: `curl -sSN --max-time 10 ${origin}/graphql/stream -H 'accept: text/event-stream' \\\n  ${request(WATCH, ID)}`,
    },
    { title: 'Stop', command: ask(STOP, ID) },
    { title: 'Read the files', command: ask(READ, ID) },
    { title: 'Verify the manifest', command: `${ask(MANIFEST, ID)} | npm run --silent manifest:verify` },
  ];
}

function request(query: string, variables: string): string {
  const text = JSON.stringify(query.replaceAll(/\s+/g, ' '));
  const line = `  "query": ${text},`;
  const lines = line.length <= MAX_LINE ? line : `  "query":\n  ${text},`;
  return `-H 'content-type: application/json' -d '{\n${lines}\n  "variables": ${variables}\n}'`;
}
