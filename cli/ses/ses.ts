import type { SESClientConfig } from '@aws-sdk/client-ses';
import { Pace } from './pace';
import { LiveTemplate, SesAccount } from './source';
import { unescapeNonAscii } from '../../src/contract/canonical';

export interface SesOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** Others may use the quota as well: the SDK calls again until then, which takes about a minute. */
const MAX_ATTEMPTS = 10;

/** The account and Region that the SDK's configuration leads to. The SDK is loaded here: only commands that call SES need it. */
export async function sesAccount({ region, profile, endpointUrl }: SesOptions, pace: () => Pace): Promise<SesAccount> {
  const {
    GetTemplateCommand, InvalidRenderingParameterException, ListTemplatesCommand, MissingRenderingAttributeException, SESClient,
    TemplateDoesNotExistException, TestRenderTemplateCommand,
  } = await import('@aws-sdk/client-ses');
  const config: SESClientConfig & { profile?: string } = {
    maxAttempts: MAX_ATTEMPTS,
    ...region !== undefined && { region },
    ...profile !== undefined && { profile },
    ...endpointUrl !== undefined && { endpoint: endpointUrl },
  };
  const ses = new SESClient(config);
  const [listing, getting, rendering] = [pace(), pace(), pace()];
  return {
    region: await ses.config.region(),
    accountId: (await ses.config.credentials()).accountId,
    names: async () => {
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        await listing.next();
        const page = await ses.send(new ListTemplatesCommand({ MaxItems: 100, NextToken }));
        names.push(...(page.TemplatesMetadata ?? []).flatMap(({ Name }) => Name ?? []));
        NextToken = page.NextToken || undefined;
      } while (NextToken !== undefined);
      return names;
    },
    get: async (name): Promise<LiveTemplate | undefined> => {
      await getting.next();
      try {
        const { Template } = await ses.send(new GetTemplateCommand({ TemplateName: name }));
        const part = (content: string | undefined) => content ? unescapeNonAscii(content) : undefined;
        return { name, subject: part(Template?.SubjectPart), html: part(Template?.HtmlPart), text: part(Template?.TextPart) };
      } catch (error) {
        if (error instanceof TemplateDoesNotExistException) return undefined;
        throw error;
      }
    },
    testRender: async (name, data) => {
      await rendering.next();
      try {
        await ses.send(new TestRenderTemplateCommand({ TemplateName: name, TemplateData: data }));
        return 'rendered';
      } catch (error) {
        if (error instanceof TemplateDoesNotExistException) return 'gone';
        const isRefused = error instanceof MissingRenderingAttributeException || error instanceof InvalidRenderingParameterException;
        if (isRefused) return { refused: error.message };
        throw error;
      }
    },
  };
}
