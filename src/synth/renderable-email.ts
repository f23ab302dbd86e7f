import { formatDiagnostics } from './check-language';
import { EmailTemplateVariable, EmailTemplateVariableKind } from '../email-template-variable';
import { fill, PartContent } from '../private/contract';
import { CompiledEmail, renderEmail, Variable, VariableKind } from '../private/language';
import { RenderedEmail } from '../rendered-email';

const KINDS: Readonly<Record<VariableKind, EmailTemplateVariableKind>> = {
  value: EmailTemplateVariableKind.VALUE,
  condition: EmailTemplateVariableKind.CONDITION,
  object: EmailTemplateVariableKind.OBJECT,
  list: EmailTemplateVariableKind.LIST,
};

/** A template without errors, as its construct tells of it. */
export class RenderableEmail {
  public readonly variables: EmailTemplateVariable[];

  /**
   * @param path the construct's, for messages
   * @param tokens what its markers stand for
   */
  constructor(private readonly path: string, private readonly compiled: CompiledEmail, private readonly tokens: readonly string[]) {
    this.variables = compiled.variables.map(declared);
  }

  /** @throws Error that names all that keeps SES from rendering it */
  public render(data: { [key: string]: any }): RenderedEmail {
    const { email, errors } = renderEmail(this.compiled, data);
    if (!email) throw new Error(formatDiagnostics(this.path, errors).join('\n\n'));
    const whole = (content: PartContent) => fill(content, this.tokens);
    return {
      subject: whole(email.subject),
      ...email.html !== undefined && { html: whole(email.html) },
      ...email.text !== undefined && { text: whole(email.text) },
    };
  }
}

function declared({ name, kind, required, fields, item }: Variable): EmailTemplateVariable {
  return { name, kind: KINDS[kind], required, fields: fields.map(declared), ...item && { item: declared(item) } };
}
