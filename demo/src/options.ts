/** Everything that decides what is generated. Same options, same bytes. */
export interface DemoOptions {
  /** People who are known to the retailer by some identifier, 1,000 to 5,000,000. Unknown visitors and bots come on top. */
  readonly customers: number;
  readonly seed: number;
  /** Length of the story. */
  readonly days: number;
  /** Its end, in milliseconds since the epoch; nothing happens at or after it. */
  readonly until: number;
  readonly mess: Mess;
}

/** How dirty the data is; every figure is a share between 0 and 1. */
export interface Mess {
  /** Customers who log in on a shop's tablet, which keeps one anonymous id for all of them. */
  readonly shopTablets: number;
  /** Families of two or more of which two members give one phone number. */
  readonly familyPhones: number;
  /** Families of two or more that log in on one tablet at home. */
  readonly familyTablets: number;
  /** CRM rows with a masked or an extension number instead of the phone. */
  readonly maskedPhones: number;
  /** CRM rows with a typing error in the phone, the e-mail or the name. */
  readonly typos: number;
  /** Messages that are sent twice under one message id. */
  readonly duplicates: number;
  /** Messages of app and mini-program that arrive hours or days late. */
  readonly late: number;
  /** Devices whose clock is wrong by minutes to days. */
  readonly skewedClocks: number;
  /** Bots per customer. */
  readonly bots: number;
  /** Coupon-farming rings per 32 customers. */
  readonly fraudRings: number;
  /** Devices on which a customer never logs in, so that nobody can know whose they are. */
  readonly secretDevices: number;
}

export const realMess: Mess = {
  shopTablets: 0.02,
  familyPhones: 0.06,
  familyTablets: 0.1,
  maskedPhones: 0.08,
  typos: 0.04,
  duplicates: 0.01,
  late: 0.02,
  skewedClocks: 0.015,
  bots: 0.006,
  fraudRings: 1 / 16,
  secretDevices: 0.12,
};

/** No dirt at all: every message can be given to its person, and the product's counts must equal the truth to the last cent. */
export const tidyMess: Mess = {
  shopTablets: 0,
  familyPhones: 0,
  familyTablets: 0,
  maskedPhones: 0,
  typos: 0,
  duplicates: 0,
  late: 0,
  skewedClocks: 0,
  bots: 0,
  fraudRings: 0,
  secretDevices: 0,
};

const HIGHEST_CUSTOMERS = 5_000_000;

/** Fills in what is not said and refuses what cannot be simulated. */
export function demoOptions(given: Partial<DemoOptions> & { readonly until: number }): DemoOptions {
  const options: DemoOptions = {
    customers: given.customers ?? 1000,
    seed: given.seed ?? 7,
    days: given.days ?? 730,
    until: given.until,
    mess: given.mess ?? realMess,
  };
  demand('customers', options.customers, 1, HIGHEST_CUSTOMERS);
  demand('days', options.days, 30, 3650);
  demand('seed', options.seed, 0, 0xffffffff);
  demand('until', options.until, Date.UTC(2012, 0, 1), Date.UTC(2035, 0, 1));
  return options;
}

function demand(name: string, value: number, lowest: number, highest: number): void {
  if (!Number.isInteger(value) || value < lowest || value > highest)
    throw new RangeError(`${name} must be a whole number from ${lowest} to ${highest}, not ${value}`);
}
