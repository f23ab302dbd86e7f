/** What the templates ask of one value of the data; shared by all parts, and by all items of a list. */
export interface Shape {
  readonly name: string;
  readonly parent?: Shape;
  readonly fields: Map<string, Shape>;
  item?: Shape;
  printed: boolean;
  /** A rendering fails without it, where what it belongs to is there. */
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
