/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query CallbackCounts {\n  callbackCounts {\n    source\n    type\n    state\n    count\n  }\n}": typeof types.CallbackCountsDocument,
    "subscription RecordingChanged($after: String) {\n  recordingChanged(after: $after) {\n    cursor\n    seq\n    at\n    kind\n    transition\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}": typeof types.RecordingChangedDocument,
    "query Recording($id: ID!) {\n  recording(id: $id) {\n    id\n    product\n    room\n    state\n    explanation\n    startedAt\n    endedAt\n    availableActions\n    files {\n      nodes {\n        name\n        state\n        userId\n        track\n        format\n        sizeBytes\n        beginsAt\n        endsAt\n        url\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    filesComplete\n    manifest {\n      json\n      signature\n    }\n  }\n}": typeof types.RecordingDocument,
    "query Recordings($first: Int, $after: String, $filter: RecordingFilterInput) {\n  recordings(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      product\n      room\n      state\n      explanation\n      createdAt\n      endedAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.RecordingsDocument,
    "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.GmeStartRecordDocument,
    "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.RongcloudStartRecordDocument,
    "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TiwStartOnlineRecordDocument,
    "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TrtcCreateCloudRecordingDocument,
    "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      vendorKey\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TrtcStartWebRecordDocument,
    "mutation StopRecording($input: StopRecordingInput!) {\n  stopRecording(input: $input) {\n    recording {\n      id\n      product\n      state\n      explanation\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.StopRecordingDocument,
    "mutation StopRecordings($input: StopRecordingsInput!) {\n  stopRecordings(input: $input) {\n    results {\n      id\n      recording {\n        state\n        availableActions\n      }\n      errors {\n        code\n        message\n      }\n    }\n    hasMore\n    errors {\n      code\n      message\n      path\n    }\n  }\n}": typeof types.StopRecordingsDocument,
};
const documents: Documents = {
    "query CallbackCounts {\n  callbackCounts {\n    source\n    type\n    state\n    count\n  }\n}": types.CallbackCountsDocument,
    "subscription RecordingChanged($after: String) {\n  recordingChanged(after: $after) {\n    cursor\n    seq\n    at\n    kind\n    transition\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}": types.RecordingChangedDocument,
    "query Recording($id: ID!) {\n  recording(id: $id) {\n    id\n    product\n    room\n    state\n    explanation\n    startedAt\n    endedAt\n    availableActions\n    files {\n      nodes {\n        name\n        state\n        userId\n        track\n        format\n        sizeBytes\n        beginsAt\n        endsAt\n        url\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    filesComplete\n    manifest {\n      json\n      signature\n    }\n  }\n}": types.RecordingDocument,
    "query Recordings($first: Int, $after: String, $filter: RecordingFilterInput) {\n  recordings(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      product\n      room\n      state\n      explanation\n      createdAt\n      endedAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.RecordingsDocument,
    "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.GmeStartRecordDocument,
    "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.RongcloudStartRecordDocument,
    "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TiwStartOnlineRecordDocument,
    "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TrtcCreateCloudRecordingDocument,
    "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      vendorKey\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TrtcStartWebRecordDocument,
    "mutation StopRecording($input: StopRecordingInput!) {\n  stopRecording(input: $input) {\n    recording {\n      id\n      product\n      state\n      explanation\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.StopRecordingDocument,
    "mutation StopRecordings($input: StopRecordingsInput!) {\n  stopRecordings(input: $input) {\n    results {\n      id\n      recording {\n        state\n        availableActions\n      }\n      errors {\n        code\n        message\n      }\n    }\n    hasMore\n    errors {\n      code\n      message\n      path\n    }\n  }\n}": types.StopRecordingsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CallbackCounts {\n  callbackCounts {\n    source\n    type\n    state\n    count\n  }\n}"): (typeof documents)["query CallbackCounts {\n  callbackCounts {\n    source\n    type\n    state\n    count\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription RecordingChanged($after: String) {\n  recordingChanged(after: $after) {\n    cursor\n    seq\n    at\n    kind\n    transition\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}"): (typeof documents)["subscription RecordingChanged($after: String) {\n  recordingChanged(after: $after) {\n    cursor\n    seq\n    at\n    kind\n    transition\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Recording($id: ID!) {\n  recording(id: $id) {\n    id\n    product\n    room\n    state\n    explanation\n    startedAt\n    endedAt\n    availableActions\n    files {\n      nodes {\n        name\n        state\n        userId\n        track\n        format\n        sizeBytes\n        beginsAt\n        endsAt\n        url\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    filesComplete\n    manifest {\n      json\n      signature\n    }\n  }\n}"): (typeof documents)["query Recording($id: ID!) {\n  recording(id: $id) {\n    id\n    product\n    room\n    state\n    explanation\n    startedAt\n    endedAt\n    availableActions\n    files {\n      nodes {\n        name\n        state\n        userId\n        track\n        format\n        sizeBytes\n        beginsAt\n        endsAt\n        url\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    filesComplete\n    manifest {\n      json\n      signature\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Recordings($first: Int, $after: String, $filter: RecordingFilterInput) {\n  recordings(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      product\n      room\n      state\n      explanation\n      createdAt\n      endedAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query Recordings($first: Int, $after: String, $filter: RecordingFilterInput) {\n  recordings(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      product\n      room\n      state\n      explanation\n      createdAt\n      endedAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      room\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      vendorKey\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n      vendorKey\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation StopRecording($input: StopRecordingInput!) {\n  stopRecording(input: $input) {\n    recording {\n      id\n      product\n      state\n      explanation\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation StopRecording($input: StopRecordingInput!) {\n  stopRecording(input: $input) {\n    recording {\n      id\n      product\n      state\n      explanation\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation StopRecordings($input: StopRecordingsInput!) {\n  stopRecordings(input: $input) {\n    results {\n      id\n      recording {\n        state\n        availableActions\n      }\n      errors {\n        code\n        message\n      }\n    }\n    hasMore\n    errors {\n      code\n      message\n      path\n    }\n  }\n}"): (typeof documents)["mutation StopRecordings($input: StopRecordingsInput!) {\n  stopRecordings(input: $input) {\n    results {\n      id\n      recording {\n        state\n        availableActions\n      }\n      errors {\n        code\n        message\n      }\n    }\n    hasMore\n    errors {\n      code\n      message\n      path\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;