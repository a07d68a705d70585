import type { Instructions } from '@danqing/contracts';
import { Flex, Radio, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

type Client = Instructions['clients'][number];

/** Where the code will run, then which of the SDKs for it. All of them are in sight: people look for the name of the one they have. */
export function ChooseClient(props: { readonly clients: readonly Client[]; readonly chosen: Client; readonly onChoose: (key: string) => void }) {
  const { clients, chosen, onChoose } = props;
  const { t } = useTranslation('sources');
  const platforms = [...new Set(clients.map(({ platform }) => platform))];
  const ofPlatform = (platform: Client['platform']): readonly Client[] => clients.filter((client) => client.platform === platform);
  const alike = ofPlatform(chosen.platform);
  return (
    <Flex vertical gap={12} align="flex-start">
      <Segmented
        aria-label={t('runsOn')}
        value={chosen.platform}
        onChange={(platform) => onChoose(ofPlatform(platform)[0]?.key ?? '')}
        options={platforms.map((platform) => ({ value: platform, label: t(`platform.${platform}`) }))}
      />
      {alike.length > 1 && (
        <Radio.Group aria-label={t('whichSdk')} value={chosen.key} onChange={({ target }) => onChoose(String(target.value))}>
          <Flex wrap gap="6px 12px">
            {alike.map(({ key, name }) => (
              <Radio key={key} value={key}>
                {name}
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      )}
    </Flex>
  );
}
