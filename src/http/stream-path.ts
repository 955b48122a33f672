/** Path of the server-sent events. */
export const STREAM_PATH = '/graphql/stream';
