import { SesError, templateDoesNotExist } from '../errors';
import { Content, mailDate, mime } from '../mime';
import { MAX_TEMPLATE_DATA_LENGTH, parseTemplateData, RenderingError } from '../rendering';
import { renderTemplate } from '../sending';
import { required, structure, text } from '../shape';
import { StoredTemplate } from '../template';
import { operation } from './operation';

export const testRenderTemplate = operation({
  input: required(structure({ TemplateName: required(text()), TemplateData: required(text({ max: MAX_TEMPLATE_DATA_LENGTH })) })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name, TemplateData: json }) {
    const template = account.templates.seen(name);
    if (!template) throw templateDoesNotExist(name);
    const data = parseTemplateData(json);
    // The text is moto's.
    if (!data) throw new SesError('InvalidRenderingParameter', 'Template rendering data is invalid', { TemplateName: name });
    return { RenderedTemplate: mime([['Date', mailDate(account.clock.now())]], renderOrRefuse(template, data)) };
  },
});

/** A missing attribute is reported with SES's text, any other failure with Handlebars' text. */
function renderOrRefuse(template: StoredTemplate, data: object): Content {
  try {
    return renderTemplate(template, data);
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    const code = error.missingAttribute === undefined ? 'InvalidRenderingParameter' : 'MissingRenderingAttribute';
    throw new SesError(code, error.message, { TemplateName: template.TemplateName });
  }
}
