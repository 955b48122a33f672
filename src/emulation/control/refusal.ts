/** Reason why a control call is refused. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';

  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
