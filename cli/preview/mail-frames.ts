import { randomUUID } from 'node:crypto';

const MOST = 12;

/** The HTML of the last renderings, for the frames of the page. */
export class MailFrames {
  private readonly html = new Map<string, string>();

  /** @returns what the address of the frame ends with */
  add(html: string): string {
    const id = randomUUID();
    this.html.set(id, html);
    const [oldest] = this.html.keys();
    if (this.html.size > MOST) this.html.delete(oldest);
    return id;
  }

  get(id: string): string | undefined {
    return this.html.get(id);
  }
}
