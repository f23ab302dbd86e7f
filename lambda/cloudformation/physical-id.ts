/**
 * The ids that a failed Create answers with. CloudFormation sends a Delete for them, and that Delete must not touch a
 * template that was somebody else's all along, which is just why many a Create fails. A slash keeps them apart from
 * the names of templates.
 */
const FAILED_CREATE = 'create-failed/';
const INCOMPLETE = `${FAILED_CREATE}incomplete/`;

/** @param leftBehind whether the Create could not undo all that it had done, so that the Delete has work */
export function failedCreateId(requestId: string, leftBehind: boolean): string {
  return (leftBehind ? INCOMPLETE : FAILED_CREATE) + (requestId || 'unknown-request');
}

/** What is left of the Create that answered with this id. */
export function remainsOf(physicalResourceId: string): 'nothing' | 'some' | 'all' {
  if (physicalResourceId.startsWith(INCOMPLETE)) return 'some';
  if (physicalResourceId.startsWith(FAILED_CREATE)) return 'nothing';
  return 'all';
}
