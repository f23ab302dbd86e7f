import MailComposer from 'nodemailer/lib/mail-composer';

export interface Mail {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/** The message that SES would send; the addresses stand for those of the call. */
export async function composeMime(mail: Mail): Promise<string> {
  const composer = new MailComposer({
    ...mail,
    from: 'sender@example.com',
    to: 'recipient@example.com',
    date: new Date(),
    messageId: '<made-by-ses@email.amazonses.com>',
    textEncoding: 'quoted-printable',
    // An email names files of its author's machine at will: none is read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composer.compile().build()).toString();
}
