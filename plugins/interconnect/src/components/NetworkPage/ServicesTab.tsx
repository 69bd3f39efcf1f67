import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { Network, NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { CodeBlock, CopyButton } from '../common/CodeBlock';
import { EmptyState } from '../common/fallbacks';
import { Section } from '../common/layout';
import { StateMark } from '../common/StateMark';
import styles from './ServicesTab.module.css';
import { StaleNotice } from './notices';

const shownAtFirst = 20;

/** Every exposed service, with what a client needs. */
export function ServicesTab({ network }: { network: Network }) {
  const t = useTexts();
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const { services } = network.status;
  if (services.length === 0) {
    return <EmptyState title={t('services.none')} text={t('services.noneText')} />;
  }
  const found = services.filter(({ name, application, cluster, namespace, port }) =>
    `${name}:${port} ${application} ${cluster} ${namespace}`.includes(search.trim().toLowerCase()),
  );
  return (
    <>
      <StaleNotice status={network.status} />
      {services.length > 5 && (
        <SearchField
          label={t('services.search')}
          size="small"
          value={search}
          onChange={setSearch}
          style={{ maxWidth: '24rem' }}
        />
      )}
      {found.slice(0, all ? undefined : shownAtFirst).map(service => (
        <ServiceCard
          key={[service.cluster, service.namespace, service.name, service.port].join(' ')}
          service={service}
        />
      ))}
      {!all && found.length > shownAtFirst && (
        <Button variant="secondary" onPress={() => setAll(true)} style={{ alignSelf: 'start' }}>
          {t('services.more', { number: `${found.length}` })}
        </Button>
      )}
    </>
  );
}

/** One exposed service: its addresses, how it is, and what a client's configuration says. */
function ServiceCard({ service }: { service: NetworkStatus['services'][number] }) {
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

/** What a client's container needs to know, as environment in a manifest. */
function environmentSnippet(service: string, address: string): string {
  const name = `${service.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_URL`;
  return ['env:', `  - name: ${name}`, `    value: ${address}`].join('\n');
}

/** Calls an address from a pod on a member. */
function curlCommand(address: string): string {
  return `kubectl run -it --rm try-it --image=curlimages/curl --restart=Never -- curl -sS ${address}/`;
}
