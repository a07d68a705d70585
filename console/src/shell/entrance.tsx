import type { EntranceState } from './entrance-state.ts';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { findEntrance } from './entrance-state.ts';

const pathOf = (state: EntranceState): string => (state.kind === 'workspace' ? `/w/${state.key}/home` : '/sign-in');

/** `/` and every address that is no page: to one's workspace when one is signed in, else to the sign-in page. */
export function Page() {
  const navigate = useNavigate();
  useEffect(() => {
    findEntrance().then(
      (state) => navigate(pathOf(state), { replace: true }),
      () => navigate('/sign-in', { replace: true }),
    );
  }, [navigate]);
  return null;
}
