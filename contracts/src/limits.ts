/** Length is what counts (NIST SP 800-63B §3.1.1.2): at least ten characters, no rules about their kinds. */
export const shortestPassword = 10;
