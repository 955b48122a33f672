/** A port cannot be listened on. The message names the port and the variable that sets it. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';

  constructor(
    readonly port: number,
    /** The setting that the port came from, as PORT. */
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
 * Starts a listener. `variable` is the setting that its port came from. Throws `PortUnavailable` if another program has
 * the port, or if this user may not have it.
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
