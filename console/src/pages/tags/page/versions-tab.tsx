import type { TagVersionItem, TagView } from '@danqing/contracts';
import { App, Button, Card, Flex, Modal, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { diffLines } from './diff.ts';
import { SpreadTab } from './spread-tab.tsx';

/** Every version with who made it and what it changed. */
export function VersionsTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const [seen, setSeen] = useState<number>();
  const found = useApi<{ readonly items: readonly TagVersionItem[] }>(`/api/v1/tags/${tag.key}/versions`);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton active />;
  const { items } = found.data;
  return (
    <Flex vertical gap={12}>
      {items.map((version, index) => (
        <Version key={version.version} tag={tag} version={version} before={items[index + 1]} onSee={setSeen} />
      ))}
      <Modal
        open={seen !== undefined}
        title={t('versions.was', { version: seen ?? '' })}
        footer={null}
        onCancel={() => setSeen(undefined)}
        width={760}
        destroyOnHidden
      >
        {seen !== undefined && <SpreadTab tag={tag} version={seen} />}
      </Modal>
    </Flex>
  );
}

interface VersionProps {
  readonly tag: TagView;
  readonly version: TagVersionItem;
  readonly before: TagVersionItem | undefined;
  readonly onSee: (version: number) => void;
}

function useRestore(tag: TagView): (version: TagVersionItem) => void {
  const { t } = useTranslation('tags');
  const { modal, message } = App.useApp();
  const restore = useChange(
    ({ definition }: TagVersionItem) => api.put(`/api/v1/tags/${tag.key}`, { definition }, { headers: { 'if-match': `"${tag.version}"` } }),
    ['/api/v1/tags'],
  );
  return (version) => {
    modal.confirm({
      title: t('versions.restoreTitle', { version: version.version }),
      content: t('versions.restoreText'),
      okText: t('versions.restore'),
      onOk: () =>
        restore.mutateAsync(version).then(
          () => void message.success(t('versions.restored')),
          (error: unknown) => {
            if (error instanceof ApiError) void message.error(error.status === 412 ? t('page.conflict') : error.message);
          },
        ),
    });
  };
}

function Version({ tag, version, before, onSee }: VersionProps) {
  const { t } = useTranslation('tags');
  const language = useLanguage();
  const may = useMay('definitions.write') && tag.keptBy === '';
  const restore = useRestore(tag);
  const isCurrent = version.version === tag.version;
  return (
    <Card
      size="small"
      title={
        <Flex wrap gap={8} align="center">
          {t('page.version', { version: version.version })}
          {isCurrent && <Tag color="success">{t('versions.current')}</Tag>}
          <Typography.Text type="secondary" style={{ fontWeight: 'normal' }}>
            {version.madeBy !== '' && `${t('versions.by', { who: version.madeBy })} · `}
            <TimeText value={version.madeAt} />
          </Typography.Text>
        </Flex>
      }
      extra={
        <Flex gap={8}>
          <Button size="small" type="text" onClick={() => onSee(version.version)}>
            {t('versions.see')}
          </Button>
          {may && !isCurrent && (
            <Button size="small" onClick={() => restore(version)}>
              {t('versions.restore')}
            </Button>
          )}
        </Flex>
      }
    >
      <Typography.Paragraph>{version.sentence?.[language] ?? version.text}</Typography.Paragraph>
      {before === undefined ? <Typography.Text type="secondary">{t('versions.first')}</Typography.Text> : <Changes before={before} after={version} />}
    </Card>
  );
}

function Changes({ before, after }: { readonly before: TagVersionItem; readonly after: TagVersionItem }) {
  const { t } = useTranslation('tags');
  const fields = [
    [t('versions.name'), before.name, after.name],
    [t('versions.category'), before.category, after.category],
    [t('versions.refresh'), t(`refreshes.${before.refresh}`), t(`refreshes.${after.refresh}`)],
  ].filter(([, old, fresh]) => old !== fresh);
  const isSame = before.text === after.text;
  return (
    <div>
      <Typography.Text type="secondary">{t('versions.changes')}</Typography.Text>
      {fields.map(([name, old, fresh]) => (
        <div key={name}>
          {name} <del>{old === '' ? '–' : old}</del> → <ins>{fresh === '' ? '–' : fresh}</ins>
        </div>
      ))}
      {isSame && fields.length === 0 && <div>{t('versions.same')}</div>}
      {!isSame && (
        <pre style={{ margin: '8px 0 0', overflowX: 'auto', fontSize: 13 }} tabIndex={0}>
          {diffLines(before.text, after.text).map(({ kind, text }, index) => (
            <div
              // oxlint-disable-next-line react/no-array-index-key -- lines have no other name
              key={index}
              style={{
                background:
                  kind === 'added'
                    ? 'color-mix(in srgb, var(--success) 14%, transparent)'
                    : kind === 'removed'
                      ? 'color-mix(in srgb, var(--danger) 14%, transparent)'
                      : 'transparent',
              }}
            >
              <span aria-hidden>{kind === 'added' ? '+ ' : kind === 'removed' ? '− ' : '  '}</span>
              {kind !== 'same' && <span className="visually-hidden">{kind === 'added' ? t('versions.added') : t('versions.removed')} </span>}
              {text}
            </div>
          ))}
        </pre>
      )}
    </div>
  );
}
