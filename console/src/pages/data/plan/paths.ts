import type { Plan, PlanDraft, PlanView } from '@danqing/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiError } from '../../../api/error.ts';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';

export const planPath = '/api/v1/plan';

/** What is published, and the draft. */
export const usePlan = (): UseQueryResult<PlanView, ApiError> => useApi<PlanView>(planPath);

/** Writes the draft; everything that shows the plan is asked anew. */
export const useDraftChange = () =>
  useChange((input: { readonly plan: Plan; readonly revision: number }) => api.put<PlanDraft>(`${planPath}/draft`, input), [planPath]);
