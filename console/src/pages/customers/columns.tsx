import type { ProfileView } from '@danqing/contracts';
import { Flex, type TableProps, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';
import { TimeText } from '../../parts/time-text.tsx';
import { CustomerLink } from './customer-link.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { cityOf, inOrderOfUse, shortOf } from './names.ts';

const shownIdentifiers = 2;

/** Columns of a list of customers, for rows that hold a profile somewhere. */
export function useCustomerColumns<Row extends object>(profileOf: (row: Row) => ProfileView): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation('customers');
  const formats = useFormats();
  const names = useFieldNames();
  return [
    { title: t('columns.customer'), key: 'customer', render: (_, row) => <CustomerLink profile={profileOf(row)} /> },
    {
      title: t('columns.identifiers'),
      key: 'identifiers',
      responsive: ['md'],
      render: (_, row) => {
        const identifiers = inOrderOfUse(profileOf(row).identifiers);
        return (
          <Flex wrap gap={4}>
            {identifiers.slice(0, shownIdentifiers).map(({ kind, value }) => (
              <Tag key={`${kind}=${value}`}>
                {names.kind(kind)} {shortOf(value)}
              </Tag>
            ))}
            {identifiers.length > shownIdentifiers && <Tag>+{formats.number(identifiers.length - shownIdentifiers)}</Tag>}
          </Flex>
        );
      },
    },
    { title: t('columns.city'), key: 'city', render: (_, row) => cityOf(profileOf(row)) },
    { title: t('columns.events'), key: 'events', align: 'right', render: (_, row) => formats.number(profileOf(row).eventCount) },
    { title: t('columns.lastSeen'), key: 'lastSeen', render: (_, row) => <TimeText value={profileOf(row).lastSeenAt} /> },
  ];
}
