import { randomUUID } from 'node:crypto';

const MOST = 12;

/** The HTML of the last renderings, for the frames of the page. */
export class MailFrames {
  private readonly html = new Map<string, string>();

  /** @returns the last part of the address of the frame */
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
