import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { invalid } from '#kernel';

/** What is guessed first among passwords that are long enough. */
const guessed: readonly string[] = [
  '1234567890',
  '0123456789',
  '0987654321',
  'qwertyuiop',
  'password123',
  'password1234',
  'administrator',
  'danqing123',
  'danqing1234',
  'iloveyou123',
];

/** Refuses what is guessed first: common passwords, one character over and over, the e-mail itself. Length is checked by the schema. */
export function requireGoodPassword(password: string, email: string): void {
  const lower = password.toLowerCase();
  const isEasy = guessed.includes(lower) || new Set(password).size < 4 || lower === email || lower.startsWith(`${email.split('@')[0]}@`);
  if (isEasy)
    throw invalid('this password is guessed too easily', [
      { path: '/password', code: 'DQ_PASSWORD_EASY', message: 'is guessed too easily; three words that do not belong together are better' },
    ]);
}

export const hashOfPassword = (password: string): Promise<string> => hashPassword(password);
export const isPasswordOf = (hash: string, password: string): Promise<boolean> => verifyPassword({ hash, password });
