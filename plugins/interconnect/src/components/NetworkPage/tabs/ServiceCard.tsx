import { Flex, Text } from '@backstage/ui';
import { NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';
import { CodeBlock, CopyButton } from '../../common/CodeBlock';
import { StateMark } from '../../common/StateMark';
import { curlCommand, environmentSnippet } from './clientSnippets';
import { Section } from '../../common/Section';
import { Quiet } from '../../common/cells';
import styles from './ServiceCard.module.css';

/** One exposed service: its addresses, how it is, and what a client's configuration says. */
export function ServiceCard({ service }: { service: NetworkStatus['services'][number] }) {
  const t = useTexts();
  const { name, port, state, addresses, application, cluster, namespace } = service;
  const [address] = addresses;
  return (
    <Section title={`${name}:${port}`}>
      <Flex direction="column" gap="4">
        <Flex gap="4" align="center">
          <StateMark state={state} label={t(`observed.${state}`)} />
          <Quiet>{t('services.served', { application, cluster, namespace })}</Quiet>
        </Flex>
        <div>
          <Text as="h4" variant="body-medium" weight="bold">
            {t('services.addresses')}
          </Text>
          <ul className={styles.addresses}>
            {addresses.map(each => (
              <li key={each}>
                <code>{each}</code>
                <CopyButton text={each} what={t('services.address', { address: each })} />
              </li>
            ))}
          </ul>
        </div>
        {address && (
          <div className={styles.snippets}>
            <div>
              <Text as="h4" variant="body-medium" weight="bold">
                {t('services.snippet')}
              </Text>
              <CodeBlock
                text={environmentSnippet(name, address)}
                what={t('services.snippetFile')}
              />
            </div>
            <div>
              <Text as="h4" variant="body-medium" weight="bold">
                {t('services.try')}
              </Text>
              <CodeBlock text={curlCommand(address)} what={t('services.command')} />
            </div>
          </div>
        )}
      </Flex>
    </Section>
  );
}
