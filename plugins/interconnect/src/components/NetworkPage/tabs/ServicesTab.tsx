import { Button, SearchField } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { EmptyState } from '../../common/fallbacks';
import { StaleNotice } from '../StaleNotice';
import { ServiceCard } from './ServiceCard';

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
