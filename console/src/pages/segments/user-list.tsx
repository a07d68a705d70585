import type { NamedDefinition } from '@danqing/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

const areas = { segment: 'segments', tag: 'tags' } as const;

/** Definitions that name something, each leading to its page. In dialogs there is no router: links are plain. */
export function UserList({ users, workspace }: { readonly users: readonly NamedDefinition[]; readonly workspace: string }) {
  const { t } = useTranslation('segments');
  return (
    <ul style={{ margin: 0, paddingLeft: 0, listStyle: 'none' }}>
      {users.map(({ kind, key, name }) => (
        <li key={`${kind} ${key}`} style={{ padding: '4px 0' }}>
          <Tag>{t(`usedKinds.${kind}`)}</Tag>
          <a href={`/w/${workspace}/${areas[kind]}/${encodeURIComponent(key)}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
