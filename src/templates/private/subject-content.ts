import { Piece } from './token-pieces';
import { withoutLineEnd } from '../../language';
import { EmailContent } from '../email-content';

/** The line end that editors put at the end of a file is no part of a subject. */
export class SubjectContent extends EmailContent {
  constructor(private readonly file: EmailContent) {
    super();
  }

  public _file(): string | undefined {
    return this.file._file();
  }

  public _pieces(): Piece[] {
    return withoutLineEnd(this.file._pieces());
  }
}
