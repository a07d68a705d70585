import type { SchemeMovement, SchemeView } from '@danqing/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { Dot } from '../share-bar.tsx';
import type { Move } from './movers-drawer.tsx';
import './scheme.css';
import { usePunctuation } from '../../../parts/punctuation.ts';

interface MatrixProps {
  readonly scheme: SchemeView;
  readonly cells: SchemeMovement['cells'];
  readonly isShares: boolean;
  readonly onChoose: (move: Move) => void;
}

const sum = (cells: SchemeMovement['cells']): number => cells.reduce((all, { count }) => all + count, 0);

/** Who went from each group to each: rows before, columns after. */
export function Matrix({ scheme, cells, isShares, onChoose }: MatrixProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const marks = usePunctuation();
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  const known = [...scheme.parts.map(({ key }) => key), ''];
  const others = [...new Set(cells.flatMap(({ from, to }) => [from, to]))].filter((key): key is string => key !== null && !known.includes(key));
  const keys = [...known.slice(0, -1), ...others, ''];
  const hasNewcomers = cells.some(({ from }) => from === null);
  const rows: readonly (string | null)[] = hasNewcomers ? [...keys, null] : keys;
  const nameOfRow = (key: string | null): string => (key === null ? t('newcomers') : nameOf(key));
  return (
    <div className="scheme-scroll" role="region" aria-label={t('matrix')} tabIndex={0}>
      <table className="scheme-matrix">
        <thead>
          <tr>
            <td />
            {keys.map((key) => (
              <th key={key} scope="col">
                <Dot colour={colourOf(key)} /> {nameOf(key)}
              </th>
            ))}
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const ofRow = cells.filter(({ from }) => from === row);
            const all = sum(ofRow);
            return (
              <tr key={row ?? 'newcomers'}>
                <th scope="row">
                  <Dot colour={colourOf(row ?? '')} /> {nameOfRow(row)}
                </th>
                {keys.map((key) => {
                  const count = ofRow.find(({ to }) => to === key)?.count ?? 0;
                  const share = all === 0 ? 0 : count / all;
                  const text = isShares ? formats.percent(share) : formats.number(count);
                  return (
                    <td
                      key={key}
                      className={row === key ? 'is-same' : undefined}
                      style={{ background: `color-mix(in srgb, var(--primary) ${Math.round(share * 30)}%, var(--surface))` }}
                    >
                      {count === 0 ? (
                        <span className="scheme-faint">0</span>
                      ) : (
                        <Button
                          type="link"
                          size="small"
                          style={{ padding: 0, height: 'auto', color: 'inherit' }}
                          aria-label={`${nameOfRow(row)} → ${nameOf(key)}${marks.colon}${text}`}
                          onClick={() => onChoose({ from: row, to: key, count, fromName: nameOfRow(row), toName: nameOf(key) })}
                        >
                          {text}
                        </Button>
                      )}
                    </td>
                  );
                })}
                <td>{formats.number(all)}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t('total')}</th>
            {keys.map((key) => (
              <td key={key}>{formats.number(sum(cells.filter(({ to }) => to === key)))}</td>
            ))}
            <td>{formats.number(sum(cells))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
