import { createHash } from 'node:crypto';
import { CreateTemplateCommand, DeleteTemplateCommand, SESClient, SESServiceException, TestRenderTemplateCommand } from '@aws-sdk/client-ses';
import { Question, Reading, readingOf } from './questions';
import { code, describe, row } from './questions-table';
import { textPart } from '../language/support/peers';

/** The names of all templates that a run creates begin with it. */
export const SCRATCH_PREFIX = 'cdk-ses-templates-question-';

/** SES allows one call of an operation a second (docs/ses-facts.md#one-call-per-second). */
const INTERVAL = 1_100;
/** A template can be missing for some seconds after it was created (docs/ses-facts.md#reads-lag). */
const MOST_LOOKS = 15;
const MOST_DELETES = 5;

export interface Answer {
  readonly question: Question;
  readonly reading: Reading;
  /** The message of SES, if it failed. */
  readonly words?: string;
}

export interface AskOptions {
  /** Waits for a number of milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly onAnswer?: (answer: Answer) => void;
  /** No further question is asked after an abort, and what was created is deleted. */
  readonly signal?: AbortSignal;
}

/** Asks SES each question with a separate template, one call at a time. Deletes each template, even after a failure. */
export async function askSes(ses: SESClient, questions: readonly Question[], { pause, onAnswer, signal }: AskOptions): Promise<Answer[]> {
  const send: SESClient['send'] = async (...call: unknown[]) => {
    await pause(INTERVAL);
    return (ses.send as (...args: unknown[]) => Promise<never>)(...call);
  };
  const answers: Answer[] = [];
  for (const question of questions) {
    if (signal?.aborted) break;
    const name = nameOf(question);
    try {
      const answer = await ask(question, name, send);
      answers.push(answer);
      onAnswer?.(answer);
    } finally {
      await remove(name, send);
    }
  }
  return answers;
}

/** What an earlier run could not delete has the same content, so that it cannot be mistaken for another. */
function nameOf({ id, template }: Question): string {
  return `${SCRATCH_PREFIX}${id}-${createHash('sha256').update(template).digest('hex').slice(0, 6)}`;
}

async function remove(name: string, send: SESClient['send']): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await send(new DeleteTemplateCommand({ TemplateName: name }));
      return;
    } catch (cause) {
      if (attempt === MOST_DELETES) throw new Error(`The template ${name} was not deleted: ${(cause as Error).message}`, { cause });
    }
  }
}

async function ask(question: Question, name: string, send: SESClient['send']): Promise<Answer> {
  const { template, data } = question;
  let operation = 'CreateTemplate';
  try {
    // What an earlier run left behind. There is no error if there is nothing.
    await remove(name, send);
    await send(new CreateTemplateCommand({ Template: { TemplateName: name, SubjectPart: 'Question', TextPart: template } }));
    operation = 'TestRenderTemplate';
    const { RenderedTemplate } = await rendered(name, data, send);
    return { question, reading: readingOf({ text: textPart(RenderedTemplate!) }) };
  } catch (cause) {
    if (!(cause instanceof SESServiceException) || cause.$fault !== 'client' || isOurs(cause)) throw cause;
    return { question, reading: readingOf({ failure: cause.message }), words: `${operation}: ${cause.name}: ${cause.message}` };
  }
}

async function rendered(name: string, data: object, send: SESClient['send']) {
  for (let look = 1; ; look++) {
    try {
      return await send(new TestRenderTemplateCommand({ TemplateName: name, TemplateData: JSON.stringify(data) }));
    } catch (cause) {
      if (!isMissing(cause) || look === MOST_LOOKS) throw cause;
    }
  }
}

const isMissing = (cause: unknown) => cause instanceof SESServiceException && cause.name.startsWith('TemplateDoesNotExist');

/** Says something about the account or its credentials, not about the template. */
function isOurs(cause: SESServiceException): boolean {
  return isMissing(cause) || /^(AccessDenied|Throttling|LimitExceeded|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken|OptInRequired|UnrecognizedClient)/.test(cause.name);
}

/** A table for `docs/template-language-facts.md`. */
export function table(answers: readonly Answer[]): string {
  const rows = answers.map(({ question, reading, words }) => {
    const { id, template, data, handlebarsJs, handlebarsJava } = question;
    const fits = [[handlebarsJs, 'handlebars.js'] as const, [handlebarsJava, 'handlebars.java'] as const]
      .filter(([expected]) => JSON.stringify(expected) === JSON.stringify(reading)).map(([, engine]) => engine);
    const answer = words === undefined ? describe(reading) : code(words);
    return [id, code(template), code(JSON.stringify(data)), answer, fits.length === 2 ? 'both' : fits[0] ?? 'neither'];
  });
  return [['question', 'template', 'data', 'SES', 'as'], ['---', '---', '---', '---', '---'], ...rows]
    .map(row).join('\n');
}
