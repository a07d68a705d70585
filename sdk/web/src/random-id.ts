/** 80 bits of chance, in letters and digits. Pages without https have no `crypto.randomUUID`, but this they have. */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 32).toString(32)).join('');
