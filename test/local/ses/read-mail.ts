/** Reads a MIME message whose parts are all base64. */
export function readMail(message: string) {
  const head = message.slice(0, message.indexOf('\r\n\r\n')).replace(/\r\n(?= )/g, '');
  const subject = /^Subject: (.*)$/m.exec(head)![1].replace(/(\?=) (?==\?)/g, '$1')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString());
  const parts = [...message.matchAll(/Content-Type: (text\/.*)\r\nContent-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]*)/g)];
  return {
    headers: { date: /^Date: (.*)$/m.exec(head)![1], subject },
    parts: parts.map(([, type, body]) => ({ type, content: Buffer.from(body, 'base64').toString() })),
  };
}
