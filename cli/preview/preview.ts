import { PreviewServer, startServer } from './server';
import { Workbench } from './workbench';
import { CommandError } from '../command-error';
import { EmailsOfFolder } from '../emails/folder';
import { follow } from '../emails/follow';
import { Page } from '../http/page';

export interface PreviewProps {
  /** The name of the directory on the page. */
  readonly directory: string;
  readonly read: () => EmailsOfFolder;
  /** The folder that changes when the emails change. */
  readonly watched: readonly string[];
  readonly page: Page;
  readonly port: number;
  /** Called with errors that occur while files change, such as a removed folder. */
  readonly report: (problem: string) => void;
}

export interface Preview {
  readonly url: string;
  close(): Promise<void>;
}

/** The mail that is open is rendered before all emails are checked again. */
const CHECKING_DELAY_MILLISECONDS = 300;
/** How many emails are checked between two messages to the page. */
const BATCH = 25;

/** Serves a folder of emails until it is closed, and follows its files. */
export async function startPreview({ directory, read, watched, page, port, report }: PreviewProps): Promise<Preview> {
  const workbench = new Workbench(directory, read);
  const server = await startServer(workbench, page, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CommandError(`--port must be a free port, got: ${port}, which another program uses. Leave it out for any free port`);
    throw error;
  });
  const checking = new Checking(workbench, server);
  checking.start(0);

  const follower = follow({
    watched,
    report,
    changed: when => {
      server.changed(workbench.refresh());
      checking.start(when === 'start' ? 0 : CHECKING_DELAY_MILLISECONDS);
    },
  });

  return {
    url: server.url,
    close: async () => {
      checking.stop();
      await follower.close();
      await server.close();
    },
  };
}

/** Checks emails between requests, one at a time, so that the page does not have to wait for the checks. */
class Checking {
  private waiting: NodeJS.Timeout | undefined;
  private next: NodeJS.Immediate | undefined;

  constructor(private readonly workbench: Workbench, private readonly server: PreviewServer) {}

  /** Starts again. Emails that have not changed are not checked again. */
  start(delay: number): void {
    this.stop();
    this.waiting = setTimeout(() => this.step(1), delay);
  }

  stop(): void {
    clearTimeout(this.waiting);
    if (this.next !== undefined) clearImmediate(this.next);
    this.next = undefined;
  }

  private step(count: number): void {
    this.next = setImmediate(() => {
      const more = this.workbench.checkNext();
      if (!more || count % BATCH === 0) this.server.listed();
      if (more) this.step(count + 1);
      else this.next = undefined;
    });
  }
}
