import { SAYINGS, StepRecord } from './step-record';
import { EventRecord } from '../world/record';

/** The conditions under which a rule cannot be kept in full, according to the decisions. */
export function troublesOf({ events, runs }: StepRecord) {
  const abandoned = events.filter(({ abandonedAt, answers }) => abandonedAt !== undefined && (answers[0]?.at ?? Infinity) > abandonedAt);
  return {
    kills: runs.some(({ ended }) => ended?.how === 'killed'),
    unanswered: abandoned.length > 0,
  };
}

/** The conditions under which a rule cannot be kept for one template. */
export function troublesWith(name: string, { events, runs, operation, log, naming }: StepRecord) {
  const concerns = ({ resource, former }: EventRecord) => name in resource.templates || name in (former?.templates ?? {});
  const concerned = events.filter(concerns);
  return {
    /**
     * Decisions 4, 9 and 15: CloudFormation or the list of templates gave no answer, or the stack's template does not show who owns the template,
     * so it stays.
     */
    noAnswer: log.some(({ line, run }) => run && concerns(run.event)
      && (SAYINGS.noAnswer.some(saying => line.includes(saying)) || (naming === 'import' && line.includes(`"${name}: `) && line.includes(SAYINGS.leftAlone)))),
    /** Decision 8: a write goes ahead if the last check is less than 15 seconds old, or if the run began less than two seconds ago. */
    writtenAfterTheEnd: runs.some(({ event, writes, tagWrites }) => event.direction === 'forward' && [...writes, ...tagWrites].some(write => write.name === name
      && write.at >= (operation.rollbackBegan ?? Infinity) && write.at < (operation.rollbackBegan ?? Infinity) + CHECK_INTERVAL)),
    /** Decision 8: of two deliveries at the same time, one undoes what the other has reported as done. */
    twice: concerned.some(({ runs: deliveries }) => deliveries.some((run, index) =>
      deliveries.slice(index + 1).some(({ began }) => began < (run.ended?.at ?? Infinity)))),
    /** Decision 8: an event that is late, or too late to be processed at all. */
    late: concerned.some(({ sentAt, runs: all }) => all.length === 0 || all.some(({ began }) => began - sentAt >= LATE)),
  };
}

/** How old a check of the stack may be when a write takes effect. */
const CHECK_INTERVAL = 16_000;
/** An event that was under way so long counts as late. */
const LATE = 10_000;


/** Whether a resource was created or updated in this operation. */
export function hasSucceeded(logicalId: string, { events }: StepRecord): boolean {
  const last = events.filter(event => event.logicalId === logicalId && event.type !== 'Delete').at(-1);
  return last?.answers[0]?.status === 'SUCCESS' && last.answers[0].at <= (last.abandonedAt ?? Infinity);
}
