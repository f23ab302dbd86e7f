import type { LocalSes, Template } from '../../local/ses';
import { CompiledEmail } from '../../src/language';
import { checkEmail, Finding } from '../emails/check';
import { fileDiagnostic } from '../emails/file-diagnostic';
import { EmailsOfFolder, WrittenEmail } from '../emails/folder';
import { shownText } from '../emails/shown-text';

/** What a deployment changed. */
export interface Deployed {
  /** The names of templates, sorted. */
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  /** Why emails are not deployed. Their templates, if any, remain as they were. */
  readonly problems: readonly Finding[];
}

const PARTS = ['SubjectPart', 'HtmlPart', 'TextPart'] as const;

/**
 * Keeps the templates of a local SES like a source of emails. Emails with errors are not deployed, as by `cdk deploy`, and
 * templates that others create are left alone.
 */
export class EmailDeployment {
  private readonly deployed = new Map<string, { readonly template: Template; readonly compiled: CompiledEmail }>();

  /** @param namePrefix the prefix of the templates' names */
  constructor(private readonly templates: LocalSes['templates'], private readonly namePrefix: string = '') {}

  deploy({ emails, partials, problems: ofFiles }: EmailsOfFolder): Deployed {
    const created: string[] = [];
    const updated: string[] = [];
    const problems: Finding[] = ofFiles.map(({ email, message }) => ({ email, diagnostic: fileDiagnostic(message) }));
    const declared = new Set<string>();
    for (const email of emails) {
      const name = this.namePrefix + templateName(email);
      if (declared.has(name)) {
        problems.push({ email: email.name, diagnostic: fileDiagnostic(`the template ${name} is already deployed from another stack`) });
        continue;
      }
      declared.add(name);
      const { findings, compiled } = checkEmail({ ...email, name }, partials);
      problems.push(...findings.filter(({ diagnostic }) => diagnostic.severity === 'error').map(finding => ({ ...finding, email: email.name })));
      if (!compiled || problems.some(problem => problem.email === email.name)) continue;
      const template = templateOf(name, compiled, email);
      const previous = this.deployed.get(name)?.template;
      this.deployed.set(name, { template, compiled });
      if (previous && JSON.stringify(previous) === JSON.stringify(template)) continue;
      (previous ? updated : created).push(name);
      this.templates.put(template);
    }
    const deleted = [...this.deployed.keys()].filter(name => !declared.has(name));
    for (const name of deleted) {
      this.deployed.delete(name);
      this.templates.delete(name);
    }
    return { created: created.sort(), updated: updated.sort(), deleted: deleted.sort(), problems };
  }

  /** The email of a template, unless someone changed the template since. */
  emailOf(name: string): CompiledEmail | undefined {
    const { template, compiled } = this.deployed.get(name) ?? {};
    const live = this.templates.get(name);
    return template && live && PARTS.every(part => live[part] === template[part]) ? compiled : undefined;
  }
}

/** Stages of an app have templates of the same names, so `readAssembly` puts the stack before the name. */
function templateName({ name }: WrittenEmail): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function templateOf(name: string, { content: { subject, html, text } }: CompiledEmail, email: WrittenEmail): Template {
  return {
    TemplateName: name,
    SubjectPart: shownText(subject, email),
    ...html !== undefined && { HtmlPart: shownText(html, email) },
    ...text !== undefined && { TextPart: shownText(text, email) },
  };
}
