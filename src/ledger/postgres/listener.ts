import { Client, type ClientConfig } from 'pg';
import { CHANNEL } from '../changes/change-log.ts';
import { codeOf } from '../contract/errors.ts';
import type { Log } from '../../log.ts';

/** Delay between connection attempts. */
const RETRY_MS = 1000;

/**
 * A connection on which PostgreSQL notifies of changes by any process. Reconnects after a loss. Notifications during the
 * loss are lost, so `notify` is also called after every connection.
 */
export class PostgresListener {
  #client: Client | undefined;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: ClientConfig,
    private readonly log: Pick<Log, 'warn'> | undefined,
    private readonly notify: () => void,
  ) {}

  /** Connects. Never rejects. */
  async start(): Promise<void> {
    if (this.#isClosed) return;
    const client = new Client(this.config);
    this.#client = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client));
    client.on('notification', () => this.notify());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.notify();
    } catch (error) {
      this.#lost(client, error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  #lost(client: Client, error?: unknown): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = undefined;
    this.log?.warn(
      { code: codeOf(error) },
      'the connection for change notifications from PostgreSQL was lost; reconnecting',
    );
    void client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.start(), RETRY_MS);
  }
}
