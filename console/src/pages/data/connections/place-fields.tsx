import { connectionKinds, type ConnectionKind, tlsModes } from '@danqing/contracts';
import { Alert, AutoComplete, Checkbox, Flex, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { SureNumber } from '../../../parts/sure-number.tsx';
import { type ConnectionDraft, isDatabase } from './draft.ts';
import { Field } from './field.tsx';

interface PlaceFieldsProps {
  readonly draft: ConnectionDraft;
  readonly set: (change: Partial<ConnectionDraft>) => void;
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  /** Those that may be watched. */
  readonly folders: readonly string[];
  /** Of a connection that is there: its kind stays, and its password unless another is entered. */
  readonly kept?: { readonly hasSecret: boolean };
}

const usualPort: Readonly<Record<ConnectionKind, number>> = { postgres: 5432, mysql: 3306, folder: 0, s3: 0 };

/** Where the data lies. */
export function PlaceFields(props: PlaceFieldsProps) {
  const { t } = useTranslation('connections');
  const { draft, set, kept } = props;
  return (
    <Flex vertical gap={16}>
      {kept === undefined ? (
        <Radio.Group
          value={draft.kind}
          onChange={({ target }) => {
            const kind = connectionKinds.find((one) => one === target.value) ?? 'postgres';
            set({ kind, port: usualPort[kind] });
          }}
          style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}
          options={connectionKinds.map((kind) => ({
            value: kind,
            label: (
              <span style={{ display: 'grid' }}>
                <strong>{t(`kinds.${kind}`)}</strong>
                <span style={{ color: 'var(--text-secondary)', fontSize: 13 }}>{t(`kindHints.${kind}`)}</span>
              </span>
            ),
          }))}
        />
      ) : (
        <strong>{t(`kinds.${draft.kind}`)}</strong>
      )}
      {isDatabase(draft.kind) && <DatabaseFields {...props} />}
      {draft.kind === 'folder' && <FolderFields {...props} />}
      {draft.kind === 's3' && <BucketFields {...props} />}
    </Flex>
  );
}

function DatabaseFields({ draft, set, secret, setSecret, kept }: PlaceFieldsProps) {
  const { t } = useTranslation('connections');
  return (
    <Flex wrap gap={16}>
      <Field label={t('host')}>
        <Input value={draft.host} placeholder="db.example.com" autoComplete="off" onChange={({ target }) => set({ host: target.value.trim() })} />
      </Field>
      <Field label={t('port')} width={120}>
        <SureNumber min={1} max={65_535} precision={0} value={draft.port} style={{ width: '100%' }} onValue={(port) => set({ port })} />
      </Field>
      <Field label={t('database')} width={200}>
        <Input value={draft.database} autoComplete="off" onChange={({ target }) => set({ database: target.value })} />
      </Field>
      <Field label={t('user')} width={200}>
        <Input value={draft.user} autoComplete="off" onChange={({ target }) => set({ user: target.value })} />
      </Field>
      <Field label={t('password')} hint={t(kept?.hasSecret === true ? 'passwordKept' : 'passwordHint')}>
        <Input.Password value={secret} autoComplete="new-password" onChange={({ target }) => setSecret(target.value)} />
      </Field>
      <Field label={t('tls')} width={200}>
        <Select value={draft.tls} onChange={(tls) => set({ tls })} options={tlsModes.map((value) => ({ value, label: t(`tlsModes.${value}`) }))} />
      </Field>
      {draft.tls === 'verify' && (
        <Field label={t('ca')} hint={t('caHint')} width={480}>
          <Input.TextArea
            value={draft.ca}
            rows={3}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            style={{ fontFamily: 'var(--font-code, monospace)' }}
            onChange={({ target }) => set({ ca: target.value })}
          />
        </Field>
      )}
    </Flex>
  );
}

function FolderFields({ draft, set, folders }: PlaceFieldsProps) {
  const { t } = useTranslation('connections');
  if (folders.length === 0) return <Alert type="info" showIcon title={t('folderNone')} />;
  return (
    <Field label={t('folder')} hint={t('folderHint', { folders: folders.join(' · ') })} width={480}>
      <AutoComplete
        defaultActiveFirstOption={false}
        value={draft.folder}
        options={folders.map((value) => ({ value }))}
        onChange={(folder) => set({ folder })}
      />
    </Field>
  );
}

function BucketFields({ draft, set, secret, setSecret, kept }: PlaceFieldsProps) {
  const { t } = useTranslation('connections');
  return (
    <Flex wrap gap={16}>
      <Field label={t('endpoint')}>
        <Input
          value={draft.endpoint}
          placeholder="https://oss-cn-hangzhou.aliyuncs.com"
          autoComplete="off"
          onChange={({ target }) => set({ endpoint: target.value.trim() })}
        />
      </Field>
      <Field label={t('region')} width={160}>
        <Input value={draft.region} placeholder="cn-hangzhou" autoComplete="off" onChange={({ target }) => set({ region: target.value.trim() })} />
      </Field>
      <Field label={t('bucket')} width={200}>
        <Input value={draft.bucket} autoComplete="off" onChange={({ target }) => set({ bucket: target.value.trim() })} />
      </Field>
      <Field label={t('accessKeyId')} width={240}>
        <Input value={draft.accessKeyId} autoComplete="off" onChange={({ target }) => set({ accessKeyId: target.value.trim() })} />
      </Field>
      <Field label={t('secretAccessKey')} hint={t(kept?.hasSecret === true ? 'passwordKept' : 'passwordHint')}>
        <Input.Password value={secret} autoComplete="new-password" onChange={({ target }) => setSecret(target.value)} />
      </Field>
      <Checkbox checked={draft.isPathStyle} onChange={({ target }) => set({ isPathStyle: target.checked })} style={{ alignSelf: 'center' }}>
        {t('isPathStyle')}
      </Checkbox>
    </Flex>
  );
}
