import { StackState } from '../cloudformation';

/** A schedule of a stack, with what it sends to its target. */
export interface Schedule {
  readonly group: string;
  readonly name: string;
  readonly targetArn: string;
  readonly input: string;
}

/** The properties of a schedule that are read here. */
interface Properties {
  readonly GroupName?: string;
  readonly Name?: string;
  readonly Target: { readonly Arn: string; readonly Input?: string };
}

/** Finds the schedules of the stacks. */
export function schedulesOf(stacks: readonly StackState[]): Schedule[] {
  return stacks.flatMap(({ resources }) => Object.values(resources))
    .filter(({ type, physicalId }) => type === 'AWS::Scheduler::Schedule' && physicalId !== undefined)
    .map(({ properties, physicalId }) => {
      const { GroupName: group = 'default', Name: name = physicalId!, Target: target } = properties as unknown as Properties;
      return { group, name, targetArn: target.Arn, input: target.Input ?? '{}' };
    });
}

/** What EventBridge Scheduler knows of them. */
export function findSchedule(stacks: readonly StackState[], group: string, name: string): Schedule | undefined {
  return schedulesOf(stacks).find(schedule => schedule.group === group && schedule.name === name);
}
