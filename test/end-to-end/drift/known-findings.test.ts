/** Findings that are known: ignored by rule, or acknowledged until the next deployment. */
import { EmailTemplatePart, TemplateDriftFinding, TemplateDriftMonitorProps } from '../../../src';
import { World } from '../../support/deployment';
import { entries, found, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
beforeEach(async () => { world = await World.create(); });
afterEach(async () => world.close());

const mails = (text: string, props: TemplateDriftMonitorProps = {}) => mailsWithMonitor({ promo: { text }, other: {} }, props);

test.each<[string, TemplateDriftMonitorProps['ignore'], Record<string, string[]>]>([
  ['by name', [{ names: ['shop-promo'] }], { 'shop-promo': ['CHANGED Subject Text ignored'], 'shop-other': ['MISSING'] }],
  ['by a pattern', [{ names: ['shop-*'] }], { 'shop-promo': ['CHANGED Subject Text ignored'], 'shop-other': ['MISSING ignored'] }],
  ['by kind', [{ names: ['*'], findings: [TemplateDriftFinding.MISSING] }], { 'shop-promo': ['CHANGED Subject Text'], 'shop-other': ['MISSING ignored'] }],
  ['by part', [{ names: ['*'], parts: [EmailTemplatePart.SUBJECT] }], { 'shop-promo': ['CHANGED Text'], 'shop-other': ['MISSING'] }],
  ['by both parts', [{ names: ['*'], parts: [EmailTemplatePart.SUBJECT, EmailTemplatePart.TEXT] }], {
    'shop-promo': ['CHANGED Subject Text ignored'], 'shop-other': ['MISSING'],
  }],
])('are ignored %s, and stay in the log', async (_, ignore, expected) => {
  await world.deploy(mails('old', { ignore }));
  world.put('shop-promo', { subject: 'edited', text: 'edited' });
  world.ses.templates.delete('shop-other');
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual(expected);
  const known = Object.values(expected).flat().filter(finding => finding.endsWith('ignored')).length;
  expect(metrics(lines).Ignored ?? 0).toBe(known);
  expect(metrics(lines).Problems ?? 0).toBe(2 - known);
  expect(world.notifications.events).toHaveLength(2 - known);
});

describe('an acknowledgement', () => {
  let acknowledged: string[];
  beforeEach(async () => {
    await world.deploy(mails('old'));
    world.put('shop-promo', { subject: 'Hi', text: 'by marketing' });
    acknowledged = [entries(await world.runSchedules())[0].findings[0].acknowledgement];
    await world.deploy(mails('old', { acknowledged }));
  });

  test('makes the state that it was given for known', async () => {
    const lines = await world.runSchedules();
    expect(found(lines)).toEqual({ 'shop-promo': ['CHANGED Text acknowledged'] });
    expect(metrics(lines)).toEqual({ Checked: 2, Ignored: 1, Heartbeat: 1 });
  });

  test('lapses when the template is edited again', async () => {
    world.put('shop-promo', { subject: 'Hi', text: 'by someone else' });
    expect(found(await world.runSchedules())).toEqual({ 'shop-promo': ['CHANGED Text'] });
  });

  test('lapses with the next deployment that changes the template', async () => {
    await world.deploy(mails('new', { acknowledged }));
    world.put('shop-promo', { subject: 'Hi', text: 'by marketing' });
    expect(found(await world.runSchedules())).toEqual({ 'shop-promo': ['CHANGED Text'] });
  });
});
