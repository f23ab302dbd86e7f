import type { EmailDeclaration } from '../app/declaration';
import type { StoredTemplate } from '../support/ses';
import { Step } from '../support/steps';

const stack = (text: string, single: Partial<EmailDeclaration> = {}, fails = false) => ({
  Fragile: {
    singles: { Code: { name: 'code', text, ...single } },
    set: { prefix: 'f-', templates: { one: text, two: 'Two' }, verify: true },
    fails,
  },
});

const FIRST = { 'code': 'First', 'f-one': 'First', 'f-two': 'Two' };

export const FAILURES: readonly Step[] = [
  {
    name: 'another resource fails while the stack is created',
    run: async world => {
      await world.refuse(stack('First', {}, true), 'WaitCondition timed out');
      await world.holds({});
    },
  },
  {
    name: 'create the stack without it',
    run: async world => {
      await world.deploy(stack('First'));
      await world.holds(FIRST);
    },
  },
  {
    name: 'another resource fails while templates are changed, added, dropped and renamed',
    run: async world => {
      const { Fragile: changed } = stack('Second', { name: 'renamed' }, true);
      const before = await world.ses.templates();
      await world.refuse({ Fragile: { ...changed, set: { ...changed.set, templates: { one: 'Second', three: 'Three' } } } }, 'WaitCondition timed out');
      await world.holds(FIRST);
      // The set deletes what it drops at once, so a rollback creates it again. moto counts a change as a creation: see timestamps in deviations.ts.
      const unchanged = (templates: readonly StoredTemplate[]) => templates.filter(({ TemplateName }) => !TemplateName!.startsWith('f-'));
      world.untouched(unchanged(before), unchanged(await world.ses.templates()));
    },
  },
  {
    name: 'refuse at synth what SES would refuse',
    run: async world => {
      await world.refuse(stack('{{#if x}}Second'), '{{#if x}} is never closed.', 'Add {{/if}} where the block ends.');
      await world.holds(FIRST);
    },
  },
  {
    name: 'restore the live content when only SES can detect the error',
    run: async world => {
      await world.refuse(stack('Second', { text: 'Code %C%', token: { placeholder: '%C%', value: '{{code}}' }, sample: {} }),
        'Attribute \'code\' is not present in the rendering data');
      await world.holds(FIRST);
    },
  },
  {
    name: 'destroy the fragile stack',
    run: async world => {
      await world.destroy(stack('First'));
      await world.holds({});
    },
  },
];
