import { ServerResponse } from 'node:http';
import { COMMON_HEADERS } from './security';

/** The open streams of server-sent events. */
export class EventStreams {
  private readonly streams = new Set<ServerResponse>();

  open(response: ServerResponse): void {
    response.writeHead(200, { ...COMMON_HEADERS, 'content-type': 'text/event-stream' });
    response.write('\n');
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }

  send(event: object): void {
    this.streams.forEach(response => response.write(`data: ${JSON.stringify(event)}\n\n`));
  }

  end(): void {
    this.streams.forEach(response => response.end());
  }
}
