import { InboxInfo } from './api';
import { arrivalText, droppedText } from './arrival';
import { Deployed } from './deployment';
import { inboxRoutes } from './routes';
import { start } from './start';
import { CommandError } from '../command-error';
import { EmailsOfFolder } from '../emails/folder';
import { follow } from '../emails/follow';
import { Page } from '../http/page';

export interface ServeProps {
  /** As the page shows it. */
  readonly source: string;
  readonly read: () => EmailsOfFolder;
  /** What changes when emails change. */
  readonly watched: readonly string[];
  readonly page: Page;
  readonly port: number;
  readonly region: string;
  /** The names of configuration sets, without event destinations. */
  readonly configurationSets: readonly string[];
  /** How many mails are kept. */
  readonly keep: number;
  /** For each mail, as it arrives, and when the oldest mails are removed for the first time. */
  readonly arrived: (text: string) => void;
  /** For each change of the files that changes templates, or that is wrong. */
  readonly deployed: (deployed: Deployed) => void;
  /** For what goes wrong while the files change, such as a folder that is removed. */
  readonly report: (problem: string) => void;
}

export interface Serving {
  readonly endpoint: string;
  /** What was deployed first. */
  readonly deployed: Deployed;
  close(): Promise<void>;
}

/** Runs a local SES with the emails of a source until it is closed, and follows their files. */
export async function serve(props: ServeProps): Promise<Serving> {
  const { port, region, page, read } = props;
  const { aws: { ses, endpoint }, deployment, inbox, deployed, close } = await start({
    emails: read(),
    configurationSets: props.configurationSets,
    keep: props.keep,
    ses: { region },
    port,
    handle: (request, response) => routes.handle(request, response),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CommandError(`--port must be a free port, got: ${port}, which another program uses`);
    throw error;
  });
  const routes = inboxRoutes(inbox, page, (): InboxInfo => ({
    endpoint,
    region,
    source: props.source,
    templates: ses.templates.list().map(({ TemplateName }) => TemplateName).sort(),
    configurationSets: ses.configurationSets.list().map(({ Name }) => Name).sort(),
    keep: props.keep,
  }));
  inbox.onEvent(event => {
    if (event.type === 'mail') props.arrived(arrivalText(event.mail, inbox.get(event.mail.id)?.diagnostics ?? []));
    if (event.type === 'dropped' && event.dropped === event.ids.length) props.arrived(droppedText(props.keep));
  });
  const follower = follow({
    watched: props.watched,
    report: props.report,
    changed: when => {
      const now = deployment.deploy(read());
      // The start has shown the problems already.
      if (when === 'start' && !hasChanged(now) && JSON.stringify(now.problems) === JSON.stringify(deployed.problems)) return;
      props.deployed(now);
      inbox.deployed();
    },
  });
  return {
    endpoint,
    deployed,
    close: async () => {
      await follower.close();
      routes.close();
      await close();
    },
  };
}

function hasChanged({ created, updated, deleted }: Deployed): boolean {
  return created.length + updated.length + deleted.length > 0;
}
