/** The operation of EventBridge Scheduler that functions call: GetSchedule. */
import { Answer } from './answer';

/** Finds a schedule's input, as its target gets it. */
export type Schedules = (group: string, name: string) => { readonly input: string } | undefined;

const PATH = /^\/schedules\/([^/?]+)\?(.*)$/;

/** Whether a request is one for EventBridge Scheduler: its paths are of no bucket. */
export function isForScheduler(url: string): boolean {
  return PATH.test(url);
}

export function answerScheduler(schedules: Schedules, url: string): Answer {
  const [, name, query] = PATH.exec(url)!;
  const group = new URLSearchParams(query).get('groupName') ?? 'default';
  const schedule = schedules(group, decodeURIComponent(name));
  if (!schedule) return json(404, { Message: `Schedule ${name} does not exist.` }, { 'x-amzn-errortype': 'ResourceNotFoundException' });
  return json(200, { Name: name, GroupName: group, Target: { Input: schedule.input } });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
