import type { Clients } from '../clients.ts';
import type { Connection } from './connection.ts';
import type { ConnectionTimes } from './connection-times.ts';

/** All WebSockets and event streams, reserved streams included: counted by client, and checked for signs of life. */
export class Connections {
  readonly #clients: Clients;
  readonly #times: ConnectionTimes;
  readonly #open = new Set<Connection>();
  readonly #watch: NodeJS.Timeout;
  #isStopping = false;

  constructor(clients: Clients, times: ConnectionTimes) {
    this.#clients = clients;
    this.#times = times;
    this.#watch = setInterval(() => {
      for (const connection of this.#open) connection.check(times);
    }, times.pingMs).unref();
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Keeps a connection until the connection is closed. */
  add(connection: Connection): void {
    this.#open.add(connection);
    this.#clients.add(connection.client, connection);
    void connection.whenClosed.then(() => {
      this.#open.delete(connection);
      this.#clients.remove(connection.client, connection);
    });
  }

  /** Closes every connection after the answers under way. Resolves when all connections are closed. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#open].map((connection) => connection.dismiss(this.#times.farewellMs)));
    clearInterval(this.#watch);
  }
}
