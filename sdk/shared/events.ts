/** What travels with an event; anything that JSON can say. */
export type Properties = Readonly<Record<string, unknown>>;

/** Any event with any properties: what holds as long as no tracking plan says more. */
export type AnyEvents = Readonly<Record<string, Properties>>;

/** Properties may be left out where none of them is required. */
export type PropertiesOf<Each> = Partial<Each> extends Each ? [properties?: Each] : [properties: Each];
