import { decode, encode, SourceMapSegment } from '@jridgewell/sourcemap-codec';

export interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** A source map without the code of packages, which is nine tenths of it: a stack trace needs the way to this library's sources. */
export function withoutPackages(map: SourceMap): SourceMap {
  const sources: string[] = [];
  const names: string[] = [];
  const indexIn = (list: string[], entry: string): number => {
    const index = list.indexOf(entry);
    return index >= 0 ? index : list.push(entry) - 1;
  };
  const own = ([column, source, line, sourceColumn, name]: SourceMapSegment): SourceMapSegment => {
    // Code whose place is unknown: it ends the code before it.
    if (source === undefined || map.sources[source].includes('node_modules/')) return [column];
    const at = indexIn(sources, map.sources[source]);
    return name === undefined ? [column, at, line!, sourceColumn!] : [column, at, line!, sourceColumn!, indexIn(names, map.names[name])];
  };
  const mappings = decode(map.mappings).map(line => line.map(own).filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length > 1));
  return { ...map, sources, names, mappings: encode(mappings) };
}
