import { MAX_SCHEDULE_INPUT_BYTES, MAX_TEMPLATES_PER_CHECK } from '../../contract/drift';
import { DeployedResource } from '../../templates/private/deployed-templates';

/** Templates of a resource that one schedule checks. */
export interface Slice {
  readonly deployed: DeployedResource;
  readonly keys: readonly string[];
}

/** The size up to which the input of a schedule is filled. The rest is for values that are known only at deployment. */
const FULL = 0.75 * MAX_SCHEDULE_INPUT_BYTES;
/** The properties of a resource besides its templates, in bytes. */
const RESOURCE_BYTES = 1_000;

/** Divides templates among schedules: in each as many as one run can check and its input can hold. Returns at least one part. */
export function divide(all: readonly Slice[], mostTemplates: number = MAX_TEMPLATES_PER_CHECK): Slice[][] {
  const parts: Slice[][] = [[]];
  let [templates, bytes] = [0, 0];
  for (const { deployed, keys } of all) {
    let current: string[] = [];
    const add = () => { if (current.length > 0) parts.at(-1)!.push({ deployed, keys: current }); };
    bytes += RESOURCE_BYTES;
    for (const key of keys) {
      const size = Buffer.byteLength(JSON.stringify([key, deployed.templates[key]]));
      if (templates > 0 && (templates === mostTemplates || bytes + size > FULL)) {
        add();
        current = [];
        parts.push([]);
        [templates, bytes] = [0, RESOURCE_BYTES];
      }
      current.push(key);
      templates++;
      bytes += size;
    }
    add();
  }
  return parts;
}
