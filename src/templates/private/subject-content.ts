import { Piece } from './token-pieces';
import { withoutLineEnd } from '../../language';
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
    return withoutLineEnd(this.file._pieces());
  }
}
