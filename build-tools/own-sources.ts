import { decode, encode, SourceMapSegment } from '@jridgewell/sourcemap-codec';

export interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Removes the code of packages from a source map, which is nine tenths of it: stack traces need only this library's sources. */
export function withoutPackages(map: SourceMap): SourceMap {
  const sources: string[] = [];
  const names: string[] = [];
  const indexIn = (list: string[], entry: string): number => {
    const index = list.indexOf(entry);
    return index >= 0 ? index : list.push(entry) - 1;
  };
  const own = ([column, source, line, sourceColumn, name]: SourceMapSegment): SourceMapSegment => {
    // A segment without a source ends the previous one.
    if (source === undefined || map.sources[source].includes('node_modules/')) return [column];
    const at = indexIn(sources, map.sources[source]);
    return name === undefined ? [column, at, line!, sourceColumn!] : [column, at, line!, sourceColumn!, indexIn(names, map.names[name])];
  };
  const mappings = decode(map.mappings).map(line => line.map(own).filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length > 1));
  return { ...map, sources, names, mappings: encode(mappings) };
}
