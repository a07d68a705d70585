/** Whether a run waits for its turn or is on its way. */
export const isUnderWay = ({ state }: { readonly state: string }): boolean => state === 'queued' || state === 'running';
