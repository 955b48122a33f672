/** Where server-sent events are. */
export const STREAM_PATH = '/graphql/stream';
