/** A code as it is meant: authenticators show it with a blank, input methods may write its digits wide. */
export const codeOf = (typed: string): string => typed.normalize('NFKC').replaceAll(/\s/g, '');
