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
    "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.GmeStartRecordDocument,
    "subscription RecordingChanged($after: Int64) {\n  recordingChanged(after: $after) {\n    seq\n    at\n    kind\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}": typeof types.RecordingChangedDocument,
    "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.RongcloudStartRecordDocument,
    "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TiwStartOnlineRecordDocument,
    "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TrtcCreateCloudRecordingDocument,
    "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": typeof types.TrtcStartWebRecordDocument,
};
const documents: Documents = {
    "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.GmeStartRecordDocument,
    "subscription RecordingChanged($after: Int64) {\n  recordingChanged(after: $after) {\n    seq\n    at\n    kind\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}": types.RecordingChangedDocument,
    "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.RongcloudStartRecordDocument,
    "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TiwStartOnlineRecordDocument,
    "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TrtcCreateCloudRecordingDocument,
    "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}": types.TrtcStartWebRecordDocument,
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
export function graphql(source: "mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation GmeStartRecord($input: GmeStartRecordInput!) {\n  gmeStartRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription RecordingChanged($after: Int64) {\n  recordingChanged(after: $after) {\n    seq\n    at\n    kind\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}"): (typeof documents)["subscription RecordingChanged($after: Int64) {\n  recordingChanged(after: $after) {\n    seq\n    at\n    kind\n    from\n    to\n    cause\n    evidence\n    fileName\n    recording {\n      id\n      product\n      room\n      explanation\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation RongcloudStartRecord($input: RongcloudStartRecordInput!) {\n  rongcloudStartRecord(input: $input) {\n    recordId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TiwStartOnlineRecord($input: TiwStartOnlineRecordInput!) {\n  tiwStartOnlineRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TrtcCreateCloudRecording($input: TrtcCreateCloudRecordingInput!) {\n  trtcCreateCloudRecording(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"): (typeof documents)["mutation TrtcStartWebRecord($input: TrtcStartWebRecordInput!) {\n  trtcStartWebRecord(input: $input) {\n    taskId\n    requestId\n    recording {\n      id\n      state\n    }\n    errors {\n      code\n      message\n      path\n      vendorCode\n      vendorRequestId\n      retryable\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;