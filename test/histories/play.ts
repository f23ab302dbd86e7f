import { Disturbance, History, Step } from './history';
import { judgeStep, judgeTagging, judgeWrite, StepRecord, takeFound } from './rules';
import { Calls } from './world/calls';
import { SimulatedStack } from './world/cloudformation';
import { partsOf } from './world/contents';
import { Faults } from './world/faults';
import { Delivery, SimulatedLambda } from './world/lambda';
import { randomFrom } from './world/random';
import { SimulatedSes } from './world/ses';
import { Parts } from '../../lambda/reconcile/ports';
import { VirtualClock } from '../support/virtual-clock';

export interface Played {
  /** The rules that were broken, and how. */
  readonly breaches: readonly string[];
  readonly steps: readonly StepRecord[];
  readonly log: readonly string[];
  readonly templates: Map<string, Parts>;
}

/** Plays a history, and returns the rules that were broken in it. */
export async function play(history: History): Promise<Played> {
  const clock = new VirtualClock();
  const random = randomFrom(history.seed);
  const ses = new SimulatedSes(clock);
  const stackOf = (stackId: string): SimulatedStack => stacks.find(stack => stack.stackId === stackId)!;
  const calls: Calls = new Calls(clock, random, ses, stackOf, (body, run) => {
    if (stackOf(run.event.stackId).receive(body, run).status === 'SUCCESS') takeFound(run, ses);
  });
  const lambda = new SimulatedLambda(clock, calls, random);
  const stacks: readonly SimulatedStack[] = ['A', 'B'].map(name => new SimulatedStack(`arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/1234`, clock, lambda, random, history));
  const breaches = calls.breaches;
  ses.watcher = (run, name, action) => breaches.push(...judgeWrite(run, name, action, ses));
  ses.tagWatcher = (run, name, keys) => breaches.push(...judgeTagging(run, name, keys, ses));
  let others = 0;
  const write = ({ name, what }: Pick<Disturbance, 'name' | 'what'>) => {
    const own = { Subject: 'Ours', Html: `<p>somebody else's ${++others}</p>` };
    if (what === 'delete') ses.disturb(name, undefined);
    else if (what === 'tag') ses.disturbTags(name, { team: 'theirs', backup: 'daily' });
    else if (what !== 'edit') ses.disturb(name, partsOf(name, what));
    else if (ses.now(name)) ses.disturb(name, own);
  };
  const steps: StepRecord[] = [];

  const perform = async (step: Step): Promise<void> => {
    const stack = stacks[step.stack === 'A' ? 0 : 1];
    if (!stack.exists && !step.deploys) return;
    const began = clock.now();
    calls.faults = new Faults(step.faults, step.weather, began, random);
    const before = { live: ses.snapshot(), tags: ses.tagSnapshot(), declared: stack.declared };
    const runsBefore = lambda.runs.length;
    const linesBefore = lambda.log.length;
    const disturbing = Promise.all(step.disturbances.map(async disturbance => {
      await clock.sleep(disturbance.after);
      write(disturbance);
    }));
    const { failsAfter, keepsOnFailure } = step;
    const { faults } = calls;
    const plan = { failsAfter, keepsOnFailure, onRollback: () => faults.rollbackBegins(), delivery: (nth: number) => deliveryOf(step, nth) };
    const { outcome, operation } = step.deploys ? await stack.deploy(step.deploys, plan) : await stack.destroy(plan);
    await disturbing;
    await lambda.idle();
    const record: StepRecord = {
      step,
      operation,
      outcome,
      before,
      after: { live: ses.snapshot(), tags: ses.tagSnapshot(), declared: stack.declared },
      began,
      naming: history.naming,
      ended: clock.now(),
      ses,
      runs: lambda.runs.slice(runsBefore),
      events: stack.events.filter(event => event.operation === operation),
      met: calls.faults.met,
      log: lambda.log.slice(linesBefore),
    };
    steps.push(record);
    breaches.push(...judgeStep(record).map(breach => `step ${steps.length}: ${breach}`));
    // So that the reads of the next step see the writes of this one.
    await clock.sleep(10_000);
  };

  for (const { name, version } of history.found) {
    ses.disturb(name, version === 'own' ? { Subject: 'Ours', Html: '<p>somebody else\'s</p>' } : partsOf(name, version));
  }
  await clock.run((async () => {
    await clock.sleep(60_000);
    for (const step of history.steps) await perform(step);
  })());
  return { breaches: [...breaches], steps, log: lambda.log.map(({ line }) => line), templates: ses.snapshot() };
}

function deliveryOf({ late, twice, time }: Step, nth: number): Delivery {
  return { delay: late?.nth === nth ? late.delay : 0, again: twice?.nth === nth ? twice.after : undefined, time };
}
