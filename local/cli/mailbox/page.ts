import { SentMail } from '../../ses';

/** Renders a page with a list of all mails, and below it each mail, with its HTML in a frame next to its text. */
export function mailboxPage(mails: readonly SentMail[], fileOf: (template: string) => string): string {
  const title = mails.length === 1 ? '1 rendered mail' : `${mails.length} rendered mails`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<nav>
<h1>${title}</h1>
<ol>
${mails.map(entry).join('\n')}
</ol>
</nav>
<main>
${mails.map(mail => article(mail, fileOf(mail.template!))).join('\n')}
</main>
</body>
</html>
`;
}

function entry({ template, subject }: SentMail): string {
  return `<li><a href="#${template}"><b>${escape(subject)}</b><small>${template}</small></a></li>`;
}

/** The frame is sandboxed: scripts in a mail never run. */
function article({ template, subject, source, destination, html, text }: SentMail, file: string): string {
  const to = destination.ToAddresses.join(', ');
  return `<article id="${template}">
<header>
<h2>${escape(subject)}</h2>
<p><b>${escape(source)}</b> to ${escape(to)}<br><code>${template}</code>${html === undefined ? '' : ` · <a href="${file}">${file}</a>`}</p>
</header>
<div class="parts">
${html === undefined ? '' : `<iframe src="${file}" title="HTML of ${template}" sandbox></iframe>`}
${text === undefined ? '' : `<pre>${escape(text)}</pre>`}
</div>
</article>`;
}

const STYLE = `
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 24px; }
body { margin: 0; display: grid; grid-template-columns: 264px minmax(0, 1fr); background: #eef1f3; color: #1d2a33; font: 15px/1.45 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; background: #1f3540; color: #fff; }
nav h1 { margin: 0; padding: 24px 18px 16px; font-size: 17px; }
nav ol { margin: 0; padding: 0 0 24px; list-style: none; }
nav a { display: block; padding: 9px 18px; color: inherit; text-decoration: none; border-top: 1px solid #ffffff1f; }
nav a:hover, nav a:focus-visible { background: #ffffff1a; outline: none; }
nav b { display: block; font-weight: 600; font-size: 13px; overflow-wrap: anywhere; }
nav small { color: #a9c0ca; font-size: 12px; overflow-wrap: anywhere; }
main { padding: 24px; }
article { margin: 0 0 32px; background: #fff; border: 1px solid #d5dde2; border-radius: 8px; overflow: hidden; }
header { padding: 16px 20px; border-bottom: 1px solid #d5dde2; }
h2 { margin: 0 0 4px; font-size: 19px; }
header p { margin: 0; color: #51626d; font-size: 13px; }
.parts { display: flex; height: 760px; }
/* The width of the example's widest mail, and of the longest line of text. */
iframe { flex: 1 0 640px; border: 0; background: #fff; }
pre { flex: 0 1 calc(68ch + 40px); margin: 0; padding: 20px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 1px solid #d5dde2; background: #fafbfc; font: 12px/1.5 ui-monospace, monospace; }
@media (max-width: 1280px) {
  .parts { display: block; height: auto; }
  iframe { width: 100%; height: 640px; }
  pre { border: 0; border-top: 1px solid #d5dde2; max-height: 420px; }
}
@media (max-width: 800px) {
  body { display: block; }
  nav { position: static; height: auto; }
  main { padding: 12px; }
}
`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => ENTITIES[character]);
}
