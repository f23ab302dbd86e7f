import type { StackDeclaration } from '../app/declaration';
import { deviates } from '../deviations';
import { Step } from '../support/steps';

const SYNTHESIZERS = ['AppStaging', 'CliCredentials', 'Legacy'] as const;

const templates = (text: string) => ({ set: { prefix: 's-', templates: { one: text, two: 'Two' }, verify: true } });

export const SYNTHESIZED: readonly Step[] = [
  ...SYNTHESIZERS.map((synthesizer): Step => ({
    name: `deploy, change, drop and destroy with the ${synthesizer} synthesizer`,
    run: async world => {
      const stacks = (stack: StackDeclaration) => ({ [`Of${synthesizer}`]: { synthesizer, ...stack } });
      await world.deploy(stacks(templates('One')), { all: true });
      await world.holds({ 's-one': 'One', 's-two': 'Two' });
      await world.deploy(stacks(templates('One, changed')), { all: true });
      await world.holds({ 's-one': 'One, changed', 's-two': 'Two' });
      await world.deploy(stacks({ set: { prefix: 's-', templates: { two: 'Two' }, verify: true } }), { all: true });
      await world.holds({ 's-two': 'Two' });
      // Not the staging stack.
      deviates('ministack', 'staging-bucket');
      await world.destroy(stacks(templates('One, changed')));
      await world.holds({});
    },
  })),
  {
    name: 'deploy and destroy a nested stack',
    run: async world => {
      const stacks = { Outer: { singles: { Outer: { name: 'outer', text: 'Outer' } }, nested: templates('One') } };
      await world.deploy(stacks);
      await world.holds({ 'outer': 'Outer', 's-one': 'One', 's-two': 'Two' });
      deviates('ministack', 'nested-update');
      await world.refuse({ Outer: { ...stacks.Outer, nested: templates('One, changed') } }, 'Requested attribute Arn does not exist');
      await world.holds({ 'outer': 'Outer', 's-one': 'One', 's-two': 'Two' });
      await world.destroy(stacks);
      await world.holds({});
    },
  },
];
