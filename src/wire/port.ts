/** The server cannot listen on a port. The message contains the port and the variable that sets it. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';

  constructor(
    readonly port: number,
    /** Name of the setting with the port, as PORT. */
    readonly variable: string,
    cause: NodeJS.ErrnoException,
  ) {
    super(
      cause.code === 'EACCES'
        ? `This user may not listen on port ${port}. Set ${variable} to a port above 1023.`
        : `Port ${port} is in use. Set ${variable} to another port, or stop the program that uses port ${port}.`,
      { cause },
    );
  }
}

/**
 * Starts a listener. `variable` is the name of the setting with the port. Throws `PortUnavailable` if another program uses
 * the port, or if this user may not use it.
 */
export async function onPort<Listener>(variable: string, listen: () => Promise<Listener>): Promise<Listener> {
  try {
    return await listen();
  } catch (error) {
    const { syscall, code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
    const isTaken = syscall === 'listen' && (code === 'EADDRINUSE' || code === 'EACCES');
    if (!isTaken || port === undefined) throw error;
    throw new PortUnavailable(port, variable, error as NodeJS.ErrnoException);
  }
}
