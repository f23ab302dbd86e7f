import { CheckedEmail } from './check-language';
import { Markers } from './deploy-time-values';
import { formatErrors } from './findings';
import { readSampleData } from './sample-data';
import { formatDiagnostic, Variable, VariableKind } from '../../language';
import { EmailSampleData } from '../email-sample-data';
import { EmailTemplateVariable, EmailTemplateVariableKind } from '../email-template-variable';
import { RenderedEmail } from '../rendered-email';

const KINDS: Readonly<Record<VariableKind, EmailTemplateVariableKind>> = {
  value: EmailTemplateVariableKind.VALUE,
  condition: EmailTemplateVariableKind.CONDITION,
  object: EmailTemplateVariableKind.OBJECT,
  list: EmailTemplateVariableKind.LIST,
};

/** A valid template, as exposed by its construct. */
export class RenderableEmail {
  public readonly variables: EmailTemplateVariable[];

  /**
   * @param path the path of the construct, for messages
   * @param markers the values of its markers
   */
  constructor(private readonly path: string, private readonly checked: CheckedEmail, private readonly markers: Markers) {
    this.variables = checked.variables.map(declared);
  }

  /** @throws Error with all problems that prevent SES from rendering it */
  public render(sampleData: EmailSampleData): RenderedEmail {
    const data = dataOf(sampleData, this.path);
    const { email, errors, warnings } = this.checked.render(data);
    if (!email) throw new Error(formatErrors(errors.map(diagnostic => ({ path: this.path, diagnostic }))).join('\n\n'));
    return {
      subject: this.markers.fill(email.subject),
      ...email.html !== undefined && { html: this.markers.fill(email.html) },
      ...email.text !== undefined && { text: this.markers.fill(email.text) },
      ...warnings.length > 0 && { warnings: warnings.map(formatDiagnostic) },
    };
  }
}

function dataOf(sampleData: EmailSampleData, path: string): { [key: string]: any } {
  const problems: string[] = [];
  const data = readSampleData(sampleData, { verified: false }, problem => problems.push(problem));
  if (!data) throw new Error(problems.map(problem => `${path}: ${problem}`).join('\n'));
  return data;
}

function declared({ name, kind, required, fields, item }: Variable): EmailTemplateVariable {
  return { name, kind: KINDS[kind], required, fields: fields.map(declared), ...item && { item: declared(item) } };
}
