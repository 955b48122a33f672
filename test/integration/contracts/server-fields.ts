import { STARTS, type Root } from './contract-walk.ts';

// What the server adds to the inputs and the payloads of the contracts, written out: no vendor knows it.

/** Fields with their types. */
export type Fields = Readonly<Record<string, string>>;

const KEY: Fields = { idempotencyKey: 'String' };

const OF_A_START: Fields = {
  ...KEY,
  labels: '[NameValueInput!]',
  metadata: '[NameValueInput!]',
  stopBy: 'DateTime',
  dryRun: 'Boolean',
};

/** Mutations that are about one recording, and answer with it. */
const CONTROLS: readonly string[] = [
  'tiwPauseOnlineRecord',
  'tiwResumeOnlineRecord',
  'tiwStopOnlineRecord',
  'gmeStopRecord',
  'gmeModifyRecordInfo',
  'trtcModifyCloudRecording',
  'trtcDeleteCloudRecording',
  'trtcStopWebRecord',
  'rongcloudStopRecord',
  'rongcloudUpdateRecordLayout',
];

/** Mutations after which the vendor has set back what they left out. */
const REPLACES: readonly string[] = ['trtcModifyCloudRecording', 'gmeModifyRecordInfo'];

export function replaces({ name }: Root): boolean {
  return REPLACES.includes(name);
}

export function isStart(root: Root): boolean {
  return STARTS.includes(root);
}

export function isControl({ name }: Root): boolean {
  return CONTROLS.includes(name);
}

/** Fields of an input that are meant for the server. None of them is required. */
export function serverInputs(root: Root): Fields {
  if (isStart(root)) return OF_A_START;
  return root.kind === 'mutation' ? KEY : {};
}

/** Fields of a payload that are the server's. */
export function serverAnswers(root: Root): Fields {
  return {
    errors: '[RecordingError!]!',
    ...(root.kind === 'mutation' && { replayed: 'Boolean!' }),
    ...((isStart(root) || isControl(root)) && { recording: 'Recording' }),
    ...(isStart(root) && { preview: 'StartPreview' }),
    ...(replaces(root) && { warnings: '[String!]' }),
  };
}
