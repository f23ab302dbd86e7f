import { match } from 'node:assert/strict';
import type { EmailDeclaration, SetDeclaration } from '../app/declaration';
import { Step } from '../support/steps';

const single = (text: string, policies: Partial<EmailDeclaration> = {}) => ({ singles: { Bill: { name: 'bill', text, ...policies } } });
const set = (text: string, policies: Partial<SetDeclaration> = {}) => ({ set: { prefix: 'my-', templates: { note: text, tip: 'Tip' }, verify: true, ...policies } });

export const OWNERSHIP: readonly Step[] = [
  {
    name: 'refuse to take over somebody else\'s template, with a template and with a set',
    run: async world => {
      await world.create('bill', 'Somebody\'s');
      await world.create('my-note', 'Somebody\'s');
      await world.refuse({ Bills: single('Ours') }, 'template \'bill\' already exists', 'EmailConflictPolicy.ADOPT', 'Nothing was changed');
      await world.refuse({ Notes: set('Ours') }, 'template \'my-note\' already exists', 'EmailConflictPolicy.ADOPT', '\'my-tip\'');
      await world.holds({ 'bill': 'Somebody\'s', 'my-note': 'Somebody\'s' });
    },
  },
  {
    name: 'adopt them',
    run: async world => {
      await world.deploy({ Bills: single('Ours', { conflict: 'ADOPT' }), Notes: set('Ours', { conflict: 'ADOPT' }) });
      await world.holds({ 'bill': 'Ours', 'my-note': 'Ours', 'my-tip': 'Tip' });
    },
  },
  {
    name: 'refuse a second stack with the same content, with a template and with a set',
    run: async world => {
      await world.refuse({ Second: set('Ours') }, 'template \'my-note\' already exists', 'EmailConflictPolicy.ADOPT', 'Nothing was changed');
      await world.refuse({ Second: single('Ours') }, 'template \'bill\' already exists', 'EmailConflictPolicy.ADOPT', 'Nothing was changed');
      await world.refuse({ Second: set('Ours') }, 'template \'my-note\' already exists', 'EmailConflictPolicy.ADOPT', 'Nothing was changed');
      await world.holds({ 'bill': 'Ours', 'my-note': 'Ours', 'my-tip': 'Tip' });
    },
  },
  {
    name: 'overwrite edits of somebody else',
    run: async world => {
      await world.edit('bill', 'Edited');
      await world.edit('my-note', 'Edited');
      match(await world.deploy({ Bills: single('Ours', { conflict: 'ADOPT' }) }), /no changes/);
      await world.holds({ 'bill': 'Edited', 'my-note': 'Edited', 'my-tip': 'Tip' });
      await world.deploy({ Bills: single('Ours, changed'), Notes: set('Ours too') });
      await world.holds({ 'bill': 'Ours, changed', 'my-note': 'Ours too', 'my-tip': 'Tip' });
    },
  },
  {
    name: 'refuse to overwrite edits, with EmailDriftPolicy.FAIL',
    run: async world => {
      await world.edit('bill', 'Edited');
      await world.edit('my-note', 'Edited');
      await world.refuse({ Bills: single('Ours', { drift: 'FAIL' }) }, 'template \'bill\' has drifted', 'EmailDriftPolicy.OVERWRITE', 'Nothing was changed');
      await world.refuse({ Notes: set('Ours, changed', { drift: 'FAIL' }) }, 'template \'my-note\' has drifted', 'EmailDriftPolicy.OVERWRITE', 'Nothing was changed');
      await world.holds({ 'bill': 'Edited', 'my-note': 'Edited', 'my-tip': 'Tip' });
    },
  },
  {
    name: 'deploy again what somebody else deleted',
    run: async world => {
      await world.remove('bill');
      await world.deploy({ Bills: single('Ours') });
      await world.holds({ 'bill': 'Ours', 'my-note': 'Edited', 'my-tip': 'Tip' });
    },
  },
  {
    name: 'destroy, and keep what somebody else edited',
    run: async world => {
      await world.destroy({ Second: single('Ours') });
      await world.holds({ 'bill': 'Ours', 'my-note': 'Edited', 'my-tip': 'Tip' });
      await world.destroy({ Bills: single('Ours'), Notes: set('Ours') });
      await world.holds({ 'my-note': 'Edited' });
      await world.remove('my-note');
    },
  },
];
