import { adviceOnDenial, AwsCallError } from './errors';
import { MonitorClients } from './monitor-clients';
import { ScheduleInputs } from '../monitor/ports';
import { Lane } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';

/** Reads the input of the monitor's schedules from EventBridge Scheduler. */
export class SchedulerInputs implements ScheduleInputs {
  constructor(private readonly group: string, private readonly clients: MonitorClients, private readonly policy: RetryPolicy) {}

  async read(name: string): Promise<string> {
    const what = `reading the schedule ${this.group}/${name}`;
    return retry({
      what,
      lane: new Lane(this.policy.clock, 0),
      send: async () => {
        const { GetScheduleCommand } = await import('@aws-sdk/client-scheduler');
        const { Target: target } = await (await this.clients.scheduler()).send(new GetScheduleCommand({ GroupName: this.group, Name: name }));
        return target?.Input ?? '';
      },
      explain: error => new AwsCallError(what, error, adviceOnDenial(error)),
    }, this.policy);
  }
}
