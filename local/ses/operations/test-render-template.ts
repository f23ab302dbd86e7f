import { SesError } from '../errors';
import { Content, mailDate, mime } from '../mime';
import { Account } from '../model';
import { MAX_TEMPLATE_DATA_LENGTH, parseTemplateData, RenderingError } from '../rendering';
import { renderTemplate } from '../sending';
import { required, structure, text } from '../shape';
import { StoredTemplate } from '../template';
import { seenTemplate } from '../template-store';
import { operation } from './operation';

/** The operation of both APIs: TestRenderTemplate and TestRenderEmailTemplate. */
export const testRenderTemplate = operation({
  input: required(structure({ TemplateName: required(text()), TemplateData: required(text({ max: MAX_TEMPLATE_DATA_LENGTH })) })),
  about: 'TemplateName',
  limited: true,
  run: (account, { TemplateName, TemplateData }) => ({ RenderedTemplate: testRendering(account, TemplateName, TemplateData) }),
});

function testRendering(account: Account, name: string, json: string): string {
  const template = seenTemplate(account, name);
  const data = parseTemplateData(json);
  // The text is moto's.
  if (!data) throw new SesError('InvalidRenderingParameter', 'Template rendering data is invalid', { TemplateName: name });
  return mime([['Date', mailDate(account.clock.now())]], renderOrRefuse(template, data));
}

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
