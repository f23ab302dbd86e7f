import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type * as lib from '../../../src';

/** A template as the SES command line takes it, with data to render it with. */
export interface CorpusTemplate {
  readonly TemplateName: string;
  readonly SubjectPart: string;
  readonly HtmlPart?: string;
  readonly TextPart?: string;
  readonly SampleData?: { [key: string]: unknown };
}

export function corpus(): CorpusTemplate[] {
  return JSON.parse(readFileSync(join(__dirname, 'templates.json'), 'utf8'));
}

export interface Measures {
  /** The ids of the warnings of each template that has some. */
  readonly warned: Readonly<Record<string, readonly string[]>>;
  /** Of templates one by one. */
  readonly warnings: number;
  /** Warnings, infos and lines as the CDK command line prints them, for one set of all. */
  readonly inOneSet: { readonly warnings: number; readonly infos: number; readonly lines: number };
  /** The infos and the warnings of the set, as they are printed. */
  readonly output: string;
}

/** What `cdk synth` says about templates. */
export function measure({ EmailTemplate, EmailTemplateSet, EmailContent, EmailSampleData }: typeof lib, templates: readonly CorpusTemplate[],
  partials?: { [name: string]: lib.EmailContent }): Measures {
  const content = ({ SubjectPart, HtmlPart, TextPart, SampleData }: CorpusTemplate) => ({
    subject: SubjectPart,
    ...HtmlPart !== undefined && { html: EmailContent.fromInline(HtmlPart) },
    ...TextPart !== undefined && { text: EmailContent.fromInline(TextPart) },
    ...SampleData && { sampleData: EmailSampleData.fromObject(SampleData) },
    ...partials && { partials },
  });
  const synthesized = (define: (stack: Stack) => void) => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Mails');
    define(stack);
    return app.synth().getStackArtifact(stack.artifactId).messages;
  };

  const single = templates.map(template => {
    const messages = synthesized(stack => new EmailTemplate(stack, 'Template', content(template))).filter(({ level }) => level === 'warning');
    return [template.TemplateName, messages.map(({ entry }) => /\[ack: cdk-ses-templates:(\w+)\]$/.exec(String(entry.data))![1])] as const;
  });
  const messages = synthesized(stack => new EmailTemplateSet(stack, 'Set', { templates: templates.map(template => ({ name: template.TemplateName, ...content(template) })) }));
  const output = messages.map(({ level, id, entry }) => `[${level[0].toUpperCase()}${level.slice(1)} at ${id}] ${String(entry.data)}`).join('\n\n');
  return {
    warned: Object.fromEntries(single.filter(([, ids]) => ids.length > 0)),
    warnings: single.reduce((sum, [, ids]) => sum + ids.length, 0),
    inOneSet: {
      warnings: messages.filter(({ level }) => level === 'warning').length,
      infos: messages.filter(({ level }) => level === 'info').length,
      lines: output === '' ? 0 : output.split('\n').length,
    },
    output,
  };
}
