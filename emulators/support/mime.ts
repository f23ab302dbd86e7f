/** The first part of a MIME message with the given content type, decoded. */
export function partOf(message: string, contentType: string): string | undefined {
  const [head, body] = splitOnce(message.replace(/\r\n/g, '\n'), '\n\n');
  const header = (name: string): string => new RegExp(`^${name}:\\s*((?:.*\\n[ \\t]+)*.*)$`, 'im').exec(head)?.[1].replace(/\s+/g, ' ') ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(header('content-type'))?.[1];
  if (boundary !== undefined) {
    for (const part of body.split(new RegExp(`^--${boundary.replace(/\W/g, '\\$&')}(?:--)?$`, 'm')).slice(1)) {
      const found = partOf(part.replace(/^\n+/, ''), contentType);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!header('content-type').startsWith(contentType)) return undefined;
  switch (header('content-transfer-encoding').toLowerCase()) {
    case 'base64': return Buffer.from(body, 'base64').toString().replace(/\r\n/g, '\n').replace(/\n$/, '');
    case 'quoted-printable': return Buffer.from(unquoted(body), 'latin1').toString().replace(/\n$/, '');
    default: return body.replace(/\n+$/, '');
  }
}

const unquoted = (body: string): string => body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

export const subjectOf = (message: string): string | undefined => /^Subject: (.*)$/m.exec(message)?.[1].trim();

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
