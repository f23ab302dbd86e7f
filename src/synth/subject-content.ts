import { Piece } from './pieces';
import { TemplateContent } from '../template-content';

/** The line end that editors put at the end of a file is no part of a subject. */
export class SubjectContent extends TemplateContent {
  constructor(private readonly file: TemplateContent) {
    super();
  }

  public _file(): string | undefined {
    return this.file._file();
  }

  public _pieces(): Piece[] {
    const pieces = this.file._pieces();
    const last = pieces.at(-1);
    return typeof last === 'string' ? [...pieces.slice(0, -1), last.replace(/\r?\n$/, '')] : pieces;
  }
}
