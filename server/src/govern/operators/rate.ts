import { type Clock, Fault } from '#kernel';

const windowMs = 60_000;
const mostAddresses = 10_000;

/** At most `most` requests a minute from one address; DQ_TOO_MANY (429) beyond. In memory: it only spares the processor, lock-out is attempts.ts. */
export function openRate(clock: Clock, most = 60): { admit(address: string): void } {
  let counts = new Map<string, number>();
  let began = clock.now();
  return {
    admit: (address) => {
      if (clock.now() - began >= windowMs || counts.size >= mostAddresses) {
        counts = new Map();
        began = clock.now();
      }
      const count = (counts.get(address) ?? 0) + 1;
      counts.set(address, count);
      if (count > most) throw new Fault('DQ_TOO_MANY', 429, 'too many requests from this address; wait a minute');
    },
  };
}
