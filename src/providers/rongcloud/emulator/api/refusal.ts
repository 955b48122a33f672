/** The vendor's general codes that the emulator answers. */
export const CODE = {
  faultInside: 1000,
  unknownApp: 1001,
  badParameter: 1002,
  emptyBody: 1003,
  badSignature: 1004,
  tooLong: 1005,
  notPermitted: 1007,
  tooManyCalls: 1008,
  wrongType: 1501,
  tooManyItems: 1502,
  bodyTooLarge: 1508,
} as const;

/** Reason why a call is refused. The message contains no value. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** `status` overrides the HTTP status that goes with the code. */
  constructor(
    readonly code: number,
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}
