/** What the template requires of one value of the data. All parts share it, and all items of a list share one. */
export interface Shape {
  readonly name: string;
  readonly parent?: Shape;
  readonly fields: Map<string, Shape>;
  item?: Shape;
  printed: boolean;
  /** Whether the rendering fails if the parent is present and this value is not. */
  required: boolean;
}

export function newShape(name = '', parent?: Shape): Shape {
  return { name, parent, fields: new Map(), printed: false, required: false };
}

/** `order.items[].name` */
export function pathOf(shape: Shape): string {
  if (!shape.parent) return 'this';
  const of = shape.parent.parent ? pathOf(shape.parent) : '';
  if (shape.parent.item === shape) return `${of}[]`;
  return of ? `${of}.${shape.name}` : shape.name;
}
