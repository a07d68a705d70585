import { createTransport } from 'nodemailer';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** tls: from the first byte (465) · starttls: required after the greeting (587) · none: in clear, for a relay on this machine. */
  readonly security: 'none' | 'starttls' | 'tls';
  readonly username: string;
  readonly password: string;
}

export interface Letter {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Without angle brackets: the same letter sent twice has the same, so that mail programs show it once. */
  readonly id?: string;
}

const timeoutMs = 15_000;

/** Hands one letter to a mail server over SMTP; resolves when it has taken it for every recipient. Rejects with what the server said. */
export async function sendLetter({ host, port, security, username, password }: MailServer, letter: Letter): Promise<void> {
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === '' ? {} : { auth: { user: username, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing but what was handed over is ever read into a letter.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: letter.from,
      to: [...letter.to],
      subject: letter.subject,
      text: letter.text,
      ...(letter.html === undefined ? {} : { html: letter.html }),
      ...(letter.id === undefined ? {} : { messageId: `<${letter.id}@danqing>` }),
    });
  } finally {
    transport.close();
  }
}
