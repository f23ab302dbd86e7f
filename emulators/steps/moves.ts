import type { StackDeclaration } from '../app/declaration';
import { Step } from '../support/steps';

interface Places {
  readonly single?: readonly string[];
  readonly set?: readonly string[];
  readonly text?: string;
  /** Whether the new owners adopt: required for templates that leave a set, and for those that change when they move. */
  readonly adopt?: 'singles' | 'all';
  readonly fails?: boolean;
}

/** A stack whose templates are in its set, or single. */
const stack = ({ single = [], set = [], text = 'Here', adopt, fails }: Places): Record<string, StackDeclaration> => ({
  Moving: {
    singles: Object.fromEntries(single.map(name => [name.toUpperCase(), { name: `m-${name}`, text, conflict: adopt && 'ADOPT' }])),
    set: {
      prefix: 'm-',
      templates: { stays: 'Stays', ...Object.fromEntries(set.map(name => [name, text])) },
      verify: true,
      conflict: adopt === 'all' ? 'ADOPT' : undefined,
    },
    fails,
  },
});

const HERE = { 'm-a': 'Here', 'm-b': 'Here', 'm-stays': 'Stays' };

export const MOVES: readonly Step[] = [
  {
    name: 'deploy a template and a set',
    run: async world => {
      await world.deploy(stack({ single: ['a'], set: ['b'] }));
      await world.holds(HERE);
    },
  },
  {
    name: 'refuse to move one out of the set without EmailConflictPolicy.ADOPT',
    run: async world => {
      await world.refuse(stack({ single: ['b'], set: ['a'] }), 'template \'m-b\' already exists', 'EmailConflictPolicy.ADOPT', 'Nothing was changed');
      await world.holds(HERE);
    },
  },
  {
    name: 'move one in, and one out',
    run: async world => {
      const before = await world.ses.templates();
      await world.deploy(stack({ single: ['b'], set: ['a'], adopt: 'singles' }));
      await world.holds(HERE);
      world.untouched(before, await world.ses.templates());
    },
  },
  {
    name: 'move them back, which is rolled back',
    run: async world => {
      const before = await world.ses.templates();
      await world.refuse(stack({ single: ['a'], set: ['b'], adopt: 'singles', fails: true }), 'WaitCondition timed out');
      await world.holds(HERE);
      world.untouched(before, await world.ses.templates());
    },
  },
  {
    name: 'move and change them',
    run: async world => {
      await world.deploy(stack({ single: ['a'], set: ['b'], text: 'There', adopt: 'all' }));
      await world.holds({ 'm-a': 'There', 'm-b': 'There', 'm-stays': 'Stays' });
    },
  },
  {
    name: 'destroy the stack of the moves',
    run: async world => {
      await world.destroy(stack({ single: ['a'], set: ['b'] }));
      await world.holds({});
    },
  },
];
