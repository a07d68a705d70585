import type { FeatureFacts } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';

/** How good a model is at what it was not shown, beside what costs nothing. */
export function ModelCard({ model }: { readonly model: NonNullable<FeatureFacts['model']> }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const isShare = model.scores.some(({ method }) => method === 'mode');
  const say = (error: number): string => (isShare ? formats.percent(error) : formats.number(error));
  const nameOf = (method: string): string => {
    const known = (['ridge', 'neighbours', 'mean', 'mode'] as const).find((name) => name === method);
    return known === undefined ? method : t(`feature.methods.${known}`);
  };
  return (
    <div>
      <Typography.Text type="secondary">{t('feature.model', { n: formats.number(model.rows), folds: model.folds })}</Typography.Text>
      <table style={{ width: '100%', marginTop: 4, fontSize: 13 }}>
        <thead>
          <tr style={{ textAlign: 'left' }}>
            <th>{t('feature.method')}</th>
            <th style={{ textAlign: 'right' }}>{isShare ? t('feature.wrong') : t('feature.rmse')}</th>
          </tr>
        </thead>
        <tbody>
          {model.scores.map(({ method, error }) => (
            <tr key={method}>
              <td>{nameOf(method)}</td>
              <td style={{ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>{say(error)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
