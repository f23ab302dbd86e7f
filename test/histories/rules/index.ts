import { judgeAnswers, judgeLog, judgeProgress, judgeScratches } from './answers';
import { judgeEnd } from './ends';
import { StepRecord } from './step-record';
import { judgeTags } from './tags';

export * from './step-record';
export * from './writes';

/** Checks, after a step, the rules that do not concern a single write. */
export function judgeStep(record: StepRecord): string[] {
  return [judgeEnd, judgeTags, judgeProgress, judgeAnswers, judgeScratches, judgeLog].flatMap(judge => judge(record));
}
