import { NativeResource } from '../cloudformation';
import { LocalSes, Template, toTemplate } from '../ses';

/**
 * `AWS::SES::Template`. The local CloudFormation creates it in the local SES without calling its API, so that neither the
 * log nor the quota shows these calls. A changed name requires a new resource (documented). The messages about existing and
 * missing templates are CloudFormation's own (cloudcomponents/cdk-constructs#177, cloudformation-coverage-roadmap#2133).
 */
export function sesTemplates(templates: LocalSes['templates']): Record<string, NativeResource> {
  const put = (template: Template) => {
    templates.put(template);
    return { physicalId: template.TemplateName, attributes: { Id: template.TemplateName } };
  };
  const create: NativeResource['create'] = async (properties, generatedName) => {
    const template = templateOf(properties, generatedName);
    if (templates.get(template.TemplateName)) throw new Error(`${resource(template.TemplateName)} already exists.`);
    return put(template);
  };
  return {
    'AWS::SES::Template': {
      create,
      update: async (name, properties, _, generatedName) => {
        const template = templateOf(properties, generatedName);
        if (template.TemplateName !== name) return create(properties, generatedName);
        if (!templates.get(name)) throw new Error(`${resource(name)} was not found.`);
        return put(template);
      },
      // A template that is already gone counts as deleted, as in CloudFormation.
      delete: async name => templates.delete(name),
    },
  };
}

function templateOf({ Template: given }: Record<string, unknown>, generatedName: string): Template {
  return toTemplate({ TemplateName: generatedName, SubjectPart: undefined, HtmlPart: undefined, TextPart: undefined, ...given as Partial<Template> });
}

const resource = (name: string) => `Resource of type 'AWS::SES::Template' with identifier '${name}'`;
