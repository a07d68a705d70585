import type { ConsentHistory } from '@danqing/contracts';
import { Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useFormats } from '../../../../parts/format.ts';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { ConsentForm } from './consent-form.tsx';

/** What they allowed and refused, and everything they ever said. */
export function Consents({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const may = useMay('profiles.write');
  const consents = useApi<ConsentHistory>(`/api/v1/profiles/${id}/consents`);
  const [form, setForm] = useUrlState('consent');
  const names: Readonly<Record<string, string>> = t('consents.purposes', { returnObjects: true });
  const channels: Readonly<Record<string, string>> = t('reach.channels', { returnObjects: true });
  const lineOf = (purpose: string, channel: string | null): string =>
    t('consents.line', { purpose: names[purpose] ?? purpose, channel: channel === null ? t('consents.any') : (channels[channel] ?? channel) });
  const stateOf = (state: string | null): string =>
    state === null ? t('consents.expired') : state === 'granted' ? t('consents.granted') : t('consents.refused');
  return (
    <Section
      id="consents"
      title={t('consents.title')}
      {...(may && {
        extra: (
          <Button size="small" onClick={() => setForm('new')}>
            {t('consents.change')}
          </Button>
        ),
      })}
    >
      <Awaited query={consents}>
        {({ current, history }) =>
          current.length === 0 ? (
            <>
              <div>{t('consents.none')}</div>
              <Typography.Text type="secondary">{t('consents.noneHint')}</Typography.Text>
            </>
          ) : (
            <>
              <ul className="profile-lines">
                {current.map(({ purpose, channel, state, reason, at, source, proof, expiresAt }) => (
                  <li key={`${purpose}/${channel ?? ''}`}>
                    {lineOf(purpose, channel)} <strong>{stateOf(state)}</strong>
                    <div className="profile-quiet" style={{ fontSize: 12 }}>
                      {[
                        at === null ? '' : t('consents.at', { time: formats.time(at), source: source ?? '–' }),
                        expiresAt === null ? '' : t('tags.expires', { time: formats.date(expiresAt) }),
                        reason === 'refused_before_merge' ? t('consents.refusedBeforeMerge') : '',
                        proof ?? '',
                      ]
                        .filter((part) => part !== '')
                        .join(' · ')}
                    </div>
                  </li>
                ))}
              </ul>
              <details style={{ marginTop: 12 }}>
                <summary style={{ cursor: 'pointer', color: 'var(--primary)' }}>{t('consents.history', { n: history.length })}</summary>
                <ul className="profile-lines" style={{ marginTop: 8 }}>
                  {history.map((said) => (
                    <li key={said.id}>
                      {lineOf(said.purpose, said.channel)} <strong>{stateOf(said.state)}</strong>
                      <div className="profile-quiet" style={{ fontSize: 12 }}>
                        {t('consents.at', { time: formats.time(said.at), source: said.source })}
                        {said.proof !== '' && ` · ${said.proof}`}
                        {said.profile !== id && ` · ${t('care.ofMerged', { id: said.profile })}`}
                      </div>
                    </li>
                  ))}
                </ul>
              </details>
            </>
          )
        }
      </Awaited>
      {form === 'new' && <ConsentForm id={id} onClose={() => setForm(null)} />}
    </Section>
  );
}
