import { Button, Flex, SearchField, Text } from '@backstage/ui';
import { Network, NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { CodeBlock, CopyButton } from '../common/CodeBlock';
import { EmptyState } from '../common/fallbacks';
import { Section } from '../common/layout';
import { ObservedMark, StateMark } from '../common/StateMark';
import styles from './ServicesTab.module.css';
import { secureCurlCommand, TlsPanel } from './TlsPanel';
import { StaleNotice } from './notices';

const shownAtFirst = 20;

type Service = NetworkStatus['services'][number];

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
          placeholder={t('table.search')}
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
          members={network.status.members.length}
          observedAt={network.status.observedAt}
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
function ServiceCard(props: { service: Service; members: number; observedAt?: string }) {
  const { service, members, observedAt } = props;
  const t = useTexts();
  const { name, port, state, message, addresses, application, cluster, namespace } = service;
  const [address] = addresses;
  return (
    <Section title={`${name}:${port}`}>
      <Flex direction="column" gap="4">
        <Flex gap="4" align="center">
          <ObservedMark state={state} label={t(`observed.${state}`)} observedAt={observedAt} />
          <Quiet>{t('services.served', { application, cluster, namespace })}</Quiet>
        </Flex>
        {message && <Text>{message}</Text>}
        <Reach service={service} members={members} observedAt={observedAt} />
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
              <CodeBlock
                text={service.tls ? secureCurlCommand(address) : curlCommand(address)}
                what={t('services.command')}
              />
            </div>
          </div>
        )}
        {service.tls && <TlsPanel service={service} />}
      </Flex>
    </Section>
  );
}

const namedMembers = 10;

/** From which members the service is reached, from which not, and of which it is not known. */
function Reach(props: { service: Service; members: number; observedAt?: string }) {
  const { members, observedAt } = props;
  const { state, reach } = props.service;
  const t = useTexts();
  if (!reach) {
    return state === 'NotReady' ? (
      <StateMark state="NotReady" label={t('services.reachedFromNone')} />
    ) : (
      <StateMark state="Unknown" label={t('services.reachUnknown')} />
    );
  }
  const { unreachable = [], unknown = [] } = reach;
  const listed = (clusters: string[]) => {
    const list = clusters.slice(0, namedMembers).join(', ');
    const more = clusters.length - namedMembers;
    return more > 0 ? t('diagnostics.more', { list, number: `${more}` }) : list;
  };
  const reached = `${members - unreachable.length - unknown.length}`;
  const all = `${members}`;
  return (
    <ul className={styles.reach}>
      {unreachable.length > 0 && (
        <li>
          <StateMark
            state="NotReady"
            label={t('services.unreachable', { clusters: listed(unreachable) })}
          />
        </li>
      )}
      {unknown.length > 0 && (
        <li>
          <StateMark
            state="Unknown"
            label={t('services.reachUnknownFrom', { clusters: listed(unknown) })}
          />
        </li>
      )}
      <li>
        <ObservedMark
          state={reached === all ? 'Ready' : 'Empty'}
          label={t('services.reached', { reached, all })}
          observedAt={observedAt}
        />
      </li>
    </ul>
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
