/** Everything that a client can read of a recording. */
export const RECORDING = `
  id product account room state cause evidence explanation wanted taskId vendorKey createdAt updatedAt sentAt startedAt
  pausedAt endedAt stopBy controllableUntil attempts retryOf supersededBy availableActions productCapabilities changedAt
  labels { name value } metadata { name value }
  errors { code message path vendorCode vendorRequestId retryable retryAfterMs }
  files { nodes { name taskId state reason reasonCode userId track format url sizeBytes beginsAt endsAt } }
  filesComplete filesOverdueAt
  changes { nodes { number kind fileName fileTaskId at from to cause evidence } }`;

const ERRORS = 'errors { code message path vendorCode vendorRequestId retryable retryAfterMs }';
const PREVIEW = 'preview { action method url body }';

/** A mutation with one input; `fields` is what is read beside recording, replayed and errors. */
export function mutation(name: string, fields = ''): string {
  return `mutation ($input: ${inputTypeOf(name)}!) {
    it: ${name}(input: $input) { ${fields} recording { ${RECORDING} } replayed ${ERRORS} }
  }`;
}

export function startMutation(name: string): string {
  const id = name === 'rongcloudStartRecord' ? 'recordId' : 'taskId';
  return mutation(name, `${id} ${PREVIEW}`);
}

function inputTypeOf(name: string): string {
  return `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
}

export const FIND = `query ($id: ID!) { it: recording(id: $id) { ${RECORDING} } }`;
export const ORPHANS = `query ($product: RecordingProduct) {
  it: orphans(product: $product) { product taskId account room startedAt firstSeenAt lastSeenAt surplusOf }
}`;
