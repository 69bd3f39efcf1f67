import { Container, Flex } from '@backstage/ui';
import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';
import { Fragment, useState } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { useNetwork, useRolloutSignal } from '../../hooks/queries';
import { useTexts } from '../../hooks/useTexts';
import { describeError } from '../../hooks/describeError';
import { EmptyState, ErrorPanel, Loading, NotFound, OutdatedNotice } from '../common/fallbacks';
import { LeftNotice } from '../common/PlanParts';
import { FormerSpokesNotice, OpenRolloutNotice } from './notices';
import { NetworkHeader } from './NetworkHeader';
import { SelectorsNotice } from './SelectorsNotice';
import { NetworkTab, networkTabs } from './tabs';

/** One network, with its tabs. Rollouts and audit are there for a network that is gone, too. */
export function NetworkPage() {
  const { project = '', network: name = '' } = useParams();
  return <NetworkTabs key={`${project}/${name}`} name={{ project, network: name }} />;
}

function NetworkTabs({ name }: { name: NetworkName }) {
  const t = useTexts();
  const polled = useNetwork(name);
  const { value, error, loading, refresh } = polled;
  const gone = error !== undefined && describeError(error).kind === 'missing';
  const network = gone ? undefined : value?.network;
  useRolloutSignal(network?.rollout?.id, refresh);
  const busy = network?.rollout !== undefined;
  // What was changed here stands in the history at once.
  const [changes, setChanges] = useState(0);
  const onChange = () => {
    setChanges(number => number + 1);
    refresh();
  };

  const instead = () => {
    if (loading) return <Loading label={t('loading.network')} />;
    if (gone) return <EmptyState title={t('network.gone', name)} text={t('network.goneText')} />;
    return error && <ErrorPanel error={error} onRetry={refresh} />;
  };
  const contentOf = (tab: NetworkTab) => {
    if ('renderHistory' in tab) {
      return <Fragment key={changes}>{tab.renderHistory(name, busy)}</Fragment>;
    }
    return network ? tab.render(network) : instead();
  };
  return (
    <>
      <NetworkHeader name={name} tagged={gone ? undefined : value} onChange={onChange} />
      <Container>
        <Flex direction="column" gap="4" pb="6">
          {!gone && <OutdatedNotice of={polled} />}
          {network && <OpenRolloutNotice network={network} />}
          {network && <FormerSpokesNotice network={network} />}
          {network && <SelectorsNotice network={network} />}
          <LeftNotice left={network?.left} />
          <Routes>
            {networkTabs.map(tab => (
              <Route
                key={tab.path}
                {...(tab.path === '' ? { index: true } : { path: tab.path })}
                element={contentOf(tab)}
              />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Flex>
      </Container>
    </>
  );
}
