import type { Capability } from '@danqing/contracts';
import { useMe } from './session.ts';
import { useWorkspaceKey } from './use-api.ts';

/** Whether this role may do something here; what it may not is not shown. The server decides anew. */
export function useMay(needed: Capability): boolean {
  const me = useMe(useWorkspaceKey());
  return me.data?.capabilities.includes(needed) ?? false;
}
