import { DeclaredTemplate, Declaration, sameContent } from './declaration';

/** A template that a run may have to touch: how it is to be, and how this resource last left it. */
export interface Change {
  readonly name: string;
  /** Absent: it is to go. */
  readonly declared?: DeclaredTemplate;
  /** Absent: this resource has not had it. */
  readonly previous?: DeclaredTemplate;
}

/**
 * What an Update asks for, or a Create (which has no previous): templates whose content is the same are not looked at,
 * and those that are dropped come last, so that a name is only given up when all that replaces it is there.
 */
export function changesBetween(declared: Declaration, previous?: Declaration): Change[] {
  const before = new Map(previous?.templates.map(template => [template.name, template]));
  const after = new Set(declared.templates.map(template => template.name));
  const kept = declared.templates
    .map(template => ({ name: template.name, declared: template, previous: before.get(template.name) }))
    .filter(change => !change.previous || !sameContent(change.declared, change.previous));
  const dropped = (previous?.templates ?? [])
    .filter(template => !after.has(template.name))
    .map(template => ({ name: template.name, previous: template }));
  return [...kept, ...dropped];
}
