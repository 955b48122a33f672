import { onTestFinished } from 'vitest';

/** One event of a stream, its fields as they came. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  /** Only where the event has one. */
  readonly id?: string;
}

/** An event stream without a protocol of its own. */
export class RawStream {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #end = new AbortController();
  #text = '';

  private constructor(
    readonly response: Response,
    end: AbortController,
  ) {
    this.#end = end;
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(url: string, init: RequestInit = {}): Promise<RawStream> {
    const end = new AbortController();
    onTestFinished(() => end.abort());
    const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
    return new RawStream(await fetch(url, { ...init, headers, signal: end.signal }), end);
  }

  /** The client closes it. */
  close(): void {
    this.#end.abort();
  }

  /** The next event; undefined at the end. Comments, and ids without an event, are left out. */
  async next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const block = await this.block();
      if (block === undefined) return undefined;
      if (block.startsWith(':') || block.startsWith('id: ')) continue;
      const [, event = '', data = '', id] = /^event: (.*)\ndata: ?(.*)(?:\nid: (.*))?$/.exec(block) ?? [];
      return { event, data: data === '' ? '' : JSON.parse(data), ...(id !== undefined && { id }) };
    }
  }

  /** The next piece up to an empty line, as it came. */
  async block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return block;
      }
      const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) return undefined;
      this.#text += value ?? '';
    }
  }
}

/** The init of a POST of JSON. */
export function json(body: object, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
