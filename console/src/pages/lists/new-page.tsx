import type { ListRecognition, ListView } from '@danqing/contracts';
import { App, Breadcrumb, Button, Card, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useDraft } from '../../parts/draft.ts';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { newKey } from '../new-key.ts';
import { type ColumnChoice, ColumnStep } from './column-step.tsx';
import { GiveStep } from './give-step.tsx';
import { tableOf, valuesIn } from './values.ts';

interface Given {
  /** undefined: what was pasted. */
  readonly file: File | undefined;
  readonly recognition: ListRecognition;
}

const formOf = (file: File, fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  // Fields first: the server reads the file as it comes.
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name);
  return form;
};

/** A list from a file or from what one pastes: who is found is known before anything is kept. */
export function Page() {
  const { t } = useTranslation('lists');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const pasted = useDraft(`list.${workspace}`, '');
  const [given, setGiven] = useState<Given>();
  const [choice, setChoice] = useState<ColumnChoice>();
  const [name, setName] = useState('');
  const failed = (error: Error): void => void message.error(error.message);
  const look = useChange((file: File) => api.post<ListRecognition>('/api/v1/list-recognition', formOf(file, {})));
  const make = useChange(
    ({ column, kind }: ColumnChoice) => {
      const said = { key: newKey('list', name), name: name.trim(), kind };
      if (given?.file === undefined) return api.post<ListView>('/api/v1/lists', { ...said, values: valuesIn(pasted.value) });
      return api.post<ListView>('/api/v1/lists', formOf(given.file, { ...said, column }));
    },
    ['/api/v1/list', '/api/v1/rules/vocabulary'],
  );
  const recognise = (file: File | undefined): void =>
    look.mutate(file ?? tableOf(valuesIn(pasted.value)), {
      onSuccess: (recognition) => {
        setGiven({ file, recognition });
        const [first] = recognition.columns;
        setChoice(recognition.best ?? (first === undefined ? undefined : { column: first.name, kind: 'phone' }));
        setName(file === undefined ? t('upload.defaultName', { date: formats.date(new Date()) }) : file.name.replace(/(\.[a-z]+)+$/i, ''));
      },
      onError: failed,
    });
  const submit = (): void => {
    if (choice === undefined) return;
    make.mutate(choice, {
      onSuccess: (list) => {
        pasted.clear();
        void message.success(t('upload.done', { name: list.name }));
        void navigate(`/w/${workspace}/lists/${encodeURIComponent(list.key)}`);
      },
      onError: failed,
    });
  };
  return (
    <>
      <Breadcrumb style={{ marginBottom: 8 }} items={[{ title: <Link to={`/w/${workspace}/lists`}>{t('title')}</Link> }]} />
      <PageHead title={t('upload.title')} lead={t('upload.lead')} />
      <Card style={{ maxWidth: 760 }}>
        {given === undefined ? (
          <GiveStep text={pasted.value} setText={pasted.set} onFile={recognise} onPasted={() => recognise(undefined)} isLooking={look.isPending} />
        ) : (
          <Flex vertical gap={16}>
            <Flex justify="space-between" align="center" gap={12} wrap>
              <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
                {given.file === undefined
                  ? t('upload.foundPasted', { rows: formats.number(given.recognition.rows) })
                  : t('upload.found', { name: given.file.name, rows: formats.number(given.recognition.rows) })}
              </Typography.Text>
              <Button size="small" onClick={() => setGiven(undefined)}>
                {t('upload.again')}
              </Button>
            </Flex>
            <ColumnStep recognition={given.recognition} isPasted={given.file === undefined} value={choice} onChange={setChoice} />
            <Form layout="vertical" onFinish={submit} requiredMark={false}>
              <Form.Item
                label={t('upload.nameLabel')}
                htmlFor="list-name"
                {...(name.trim() === '' && { help: t('upload.nameNeeded'), validateStatus: 'error' as const })}
              >
                <Input id="list-name" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
              </Form.Item>
              <Button type="primary" htmlType="submit" disabled={choice === undefined || name.trim() === ''} loading={make.isPending}>
                {make.isPending ? t('upload.making') : t('upload.ok')}
              </Button>
            </Form>
          </Flex>
        )}
      </Card>
    </>
  );
}
