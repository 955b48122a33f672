/** A refused request, with a message for the client. The error handler of the app sends the answer. */
export class RequestError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
    readonly code = 'BAD_REQUEST',
  ) {
    super(message);
  }
}

export function errorBody(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}
