import { EmailTemplateSet, EmailContent, EmailSampleData } from 'cdk-ses-templates';
import { LocalAws } from '../../local/server';
import { Case, Run } from '../support/figures';
import { Answers, loadHandler } from '../support/handler';
import { countCalls, countRefused, RATE, startSes, timeRatio } from '../support/ses';
import { Synthesized, synthesize } from '../support/stack';

const COUNT = 300;
const CONTEXT = { getRemainingTimeInMillis: () => 870_000 };

interface Deployment {
  readonly templates: number;
  /** How many of the templates already exist and get new content. @default - all templates are new */
  readonly changed?: number;
  /** Whether they have sample data, so that the deployment verifies them. */
  readonly verified?: boolean;
  readonly rate: number;
}

/** A set whose first `changed` templates have new content. */
function set({ templates, verified }: Deployment, changed: number): Synthesized {
  return synthesize(stack => new EmailTemplateSet(stack, 'Mails', {
    templates: Array.from({ length: templates }, (_, index) => ({
      name: `mail-${index}`,
      subject: 'Hi, {{name}}',
      html: EmailContent.fromInline(`<p>Mail ${index}, ${index < changed ? 'new' : 'old'}</p>`),
      sampleData: verified ? EmailSampleData.fromObject({ name: 'Ada' }) : undefined,
    })),
  }));
}

/** Deploys a set, or a change of one, with the bundle's handler. */
export async function deploy(deployment: Deployment, measure: (aws: LocalAws) => Run): Promise<Run> {
  const { templates, changed, rate } = deployment;
  const old = set(deployment, 0);
  const now = changed === undefined ? old : set(deployment, changed);
  const aws = await startSes(rate, (bucket, key) => now.object(bucket, key));
  const answers = await Answers.listen();
  const [logicalId, properties] = Object.entries(now.resources)[0];
  if (changed === undefined) {
    await loadHandler()(answers.event('Create', logicalId, properties), CONTEXT);
  } else {
    for (let index = 0; index < templates; index++) {
      aws.ses.templates.put({ TemplateName: `mail-${index}`, SubjectPart: 'Hi, {{name}}', HtmlPart: `<p>Mail ${index}, old</p>` });
    }
    await loadHandler()(answers.event('Update', logicalId, properties, old.resources[logicalId], 'email-template-set/bench'), CONTEXT);
  }
  answers.expectSuccess();
  const run = measure(aws);
  answers.close();
  await aws.close();
  return run;
}

/** Time relative to the quota: each template needs one call of the most used operation. */
function paced(key: string, name: string, most: number, deployment: Omit<Deployment, 'templates' | 'rate'>): Case {
  return {
    key,
    name,
    against: 'time / ((N-1) / rate)',
    most,
    rate: RATE,
    repeat: 3,
    run: async () => deploy({ templates: COUNT, rate: RATE, ...deployment }, aws => ({
      figure: timeRatio(aws, COUNT, RATE), notes: { ...countCalls(aws), refused: countRefused(aws) },
    })),
  };
}

/** Checks that a change of three templates makes exactly three calls of each operation. */
function counted(key: string, name: string, operations: readonly string[], verified: boolean): Case {
  return {
    key,
    name,
    against: `calls beyond 3 each of ${operations.join(', ')}`,
    most: 0,
    rate: RATE,
    repeat: 3,
    run: async () => deploy({ templates: COUNT, rate: RATE, changed: 3, verified }, aws => {
      const calls = countCalls(aws);
      const others = Object.keys(calls).filter(operation => !operations.includes(operation));
      const figure = [...operations.map(operation => Math.abs((calls[operation] ?? 0) - 3)), ...others.map(operation => calls[operation])]
        .reduce((sum, calledTooOften) => sum + calledTooOften);
      return { figure, notes: calls };
    }),
  };
}

const VERIFYING = ['CreateTemplate', 'TestRenderTemplate', 'DeleteTemplate'];

export const sets: readonly Case[] = [
  paced('sets-new', `${COUNT} new templates in a set`, 1.03, {}),
  paced('sets-changed', `${COUNT} changed in a set`, 1.05, { changed: COUNT }),
  paced('sets-verified', `${COUNT} changed in a set, verified`, 1.08, { changed: COUNT, verified: true }),
  counted('sets-few', `3 of ${COUNT} changed`, ['GetTemplate', 'UpdateTemplate'], false),
  counted('sets-few-verified', `3 of ${COUNT} changed, verified`, ['GetTemplate', 'UpdateTemplate', ...VERIFYING], true),
];
