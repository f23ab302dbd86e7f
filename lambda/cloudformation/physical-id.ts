/**
 * The physical ids with which a failed Create responds. CloudFormation then sends a Delete for them. That Delete must not
 * touch templates that belong to someone else: a name already in use is a common reason for a Create to fail. The slash
 * distinguishes these ids from template names.
 */
const FAILED_CREATE = 'create-failed/';
const INCOMPLETE = `${FAILED_CREATE}incomplete/`;

/** @param leftBehind whether the Create could not undo all its changes, so that the Delete has work to do */
export function failedCreateId(requestId: string, leftBehind: boolean): string {
  return (leftBehind ? INCOMPLETE : FAILED_CREATE) + (requestId || 'unknown-request');
}

/** What is left of the Create that responded with this id. */
export function remainsOf(physicalResourceId: string): 'nothing' | 'some' | 'all' {
  if (physicalResourceId.startsWith(INCOMPLETE)) return 'some';
  if (physicalResourceId.startsWith(FAILED_CREATE)) return 'nothing';
  return 'all';
}
