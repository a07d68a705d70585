/** UUIDs of any version, and Mixpanel's `$device:…`: ids that SDKs invent for whoever has not said who they are. */
const invented = /^(\$device:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Mixpanel's and PostHog's older browser ids. */
const older = /^[0-9a-f]{10,}-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$/i;

export const isInventedId = (id: string): boolean => invented.test(id) || older.test(id) || id.startsWith('$device:');
