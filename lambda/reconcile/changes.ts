import { DeclaredTemplate, Declaration, sameContent, sameTags } from './declaration';

/** A template that a run may have to change: its declared state, and the state that this resource last deployed. */
export interface Change {
  readonly name: string;
  /** Absent if the template is to be deleted. */
  readonly declared?: DeclaredTemplate;
  /** Absent if this resource has not had the template. */
  readonly previous?: DeclaredTemplate;
}

/**
 * The changes that an Update requires, or a Create, which has no `previous`. Templates with unchanged content and tags are left
 * out. Dropped templates come last, so that nothing is deleted before its replacements exist.
 */
export function changesBetween(declared: Declaration, previous?: Declaration): Change[] {
  const before = new Map(previous?.templates.map(template => [template.name, template]));
  const after = new Set(declared.templates.map(template => template.name));
  const kept = declared.templates
    .map(template => ({ name: template.name, declared: template, previous: before.get(template.name) }))
    .filter(change => !change.previous || !sameContent(change.declared, change.previous) || !sameTags(change.declared, change.previous));
  const dropped = (previous?.templates ?? [])
    .filter(template => !after.has(template.name))
    .map(template => ({ name: template.name, previous: template }));
  return [...kept, ...dropped];
}
