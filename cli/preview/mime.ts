import MailComposer from 'nodemailer/lib/mail-composer';

export interface Mail {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/** The message that SES would send. Placeholders represent the addresses of the call. */
export async function composeMime(mail: Mail): Promise<string> {
  const composer = new MailComposer({
    ...mail,
    from: 'sender@example.com',
    to: 'recipient@example.com',
    date: new Date(),
    messageId: '<made-by-ses@email.amazonses.com>',
    textEncoding: 'quoted-printable',
    // Emails may refer to any file of this machine. None is read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await composer.compile().build()).toString();
}
