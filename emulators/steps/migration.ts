import type { EmailDeclaration, NativeDeclaration } from '../app/declaration';
import { Step } from '../support/steps';

const native = (retain = false): Record<string, NativeDeclaration> => ({ Old: { name: 'legacy', text: 'Old', retain } });
const single = (text: string): Record<string, EmailDeclaration> => ({ New: { name: 'legacy', text, conflict: 'ADOPT' } });

export const MIGRATION: readonly Step[] = [
  {
    name: 'refuse to replace a ses.CfnTemplate in one deployment',
    run: async world => {
      await world.deploy({ Legacy: { native: native() } });
      await world.holds({ legacy: 'Old' });
      await world.refuse({ Legacy: { singles: single('New') } }, 'template \'legacy\' is also the AWS::SES::Template Old of this stack and was not changed');
      await world.holds({ legacy: 'Old' });
    },
  },
  {
    name: 'adopt it beside the ses.CfnTemplate, then remove that',
    run: async world => {
      await world.deploy({ Legacy: { native: native(true), singles: single('New') } });
      await world.holds({ legacy: 'New' });
      await world.deploy({ Legacy: { singles: single('New') } });
      await world.holds({ legacy: 'New' });
    },
  },
  {
    name: 'destroy the migrated stack',
    run: async world => {
      await world.destroy({ Legacy: { singles: single('New') } });
      await world.holds({});
    },
  },
  {
    name: 'retain the ses.CfnTemplate, remove it, then adopt its template',
    run: async world => {
      await world.deploy({ Legacy: { native: native() } });
      await world.deploy({ Legacy: { native: native(true) } });
      await world.deploy({ Legacy: { set: { prefix: 'other-', templates: { one: 'One' }, verify: true } } });
      await world.holds({ 'legacy': 'Old', 'other-one': 'One' });
      await world.deploy({ Legacy: { singles: single('New') } });
      await world.holds({ legacy: 'New' });
      await world.destroy({ Legacy: { singles: single('New') } });
      await world.holds({});
    },
  },
];
