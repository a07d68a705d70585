import type { LinkView } from '@danqing/contracts';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { isMap } from '../../parts/is-map.ts';
import { CodeStep } from '../sign-in/code-step.tsx';
import { enter } from '../sign-in/enter.ts';
import { Gate } from '../sign-in/gate.tsx';
import { LinkForm } from './link-form.tsx';
import { LinkGone } from './link-gone.tsx';

/** Beside the address, in the entry of the history: a reload finds it there, nobody sees it. */
const stateNow = (): Readonly<Record<string, unknown>> => (isMap(window.history.state) ? window.history.state : {});

function readToken(): string | null {
  const { linkToken } = stateNow();
  return new URLSearchParams(window.location.search).get('token') ?? (typeof linkToken === 'string' ? linkToken : null);
}

type State =
  | { readonly kind: 'looking' }
  | { readonly kind: 'open'; readonly link: LinkView }
  | { readonly kind: 'gone'; readonly error: unknown }
  | { readonly kind: 'code' };

/** /welcome?token=…: the owner's first entrance, an invitation, or a new password. */
function Welcome() {
  const { t } = useTranslation('entrance');
  // Read only: a first drawing may be thrown away and made again.
  const [token] = useState(readToken);
  const [state, setState] = useState<State>({ kind: 'looking' });

  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    if (token === null) return;
    api.post<LinkView>('/api/auth/link', { token }).then(
      (link) => {
        // The token leaves the address as soon as it is known to be good: history, bookmarks and screenshots of the page do not have it.
        window.history.replaceState({ ...stateNow(), linkToken: token }, '', '/welcome');
        setState({ kind: 'open', link });
      },
      (error: unknown) => setState({ kind: 'gone', error }),
    );
  }, [token, attempt]);

  if (token === null) return <LinkGone error={undefined} />;
  if (state.kind === 'gone') return <LinkGone error={state.error} onRetry={() => setAttempt(attempt + 1)} />;
  if (state.kind === 'code') return <CodeStep onDone={() => enter('/')} onStartOver={() => window.location.replace('/sign-in')} />;
  if (state.kind === 'looking') return <Gate title={t('welcome.loading')}>{null}</Gate>;
  const { link } = state;
  const after = link.kind === 'owner' ? '/w/default/start' : '/';
  return (
    <LinkForm
      link={link}
      token={token}
      onAnswer={async ({ next }) => {
        if (next === 'code') setState({ kind: 'code' });
        else await enter(after);
      }}
    />
  );
}

export const Page = () => (
  <Suspense fallback={null}>
    <Welcome />
  </Suspense>
);
