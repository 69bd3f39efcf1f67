import { useRouteRef } from '@backstage/core-plugin-api';
import { Container, Flex, Link } from '@backstage/ui';
import {
  defaultNamespace,
  Network,
  NetworkName,
  TaggedNetwork,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef, rolloutRouteRef, rootRouteRef } from '../../routes';
import { ObservedAt } from '../common/time';
import { PageHeader } from '../common/layout';
import { PhaseBadge, StateMark } from '../common/StateMark';
import { NetworkActions } from './NetworkActions';
import { Quiet } from '../common/cells';
import { useNetworkPermissions } from '../../hooks/useMay';
import { networkTabs } from './tabs';

/** What it is, how it is (and when that was seen), what can be done with it. */
export function NetworkHeader(props: {
  name: NetworkName;
  /** Absent: not known, or gone. */
  tagged?: TaggedNetwork;
  onChange: () => void;
}) {
  const { name, tagged } = props;
  const t = useTexts();
  const networks = useRouteRef(rootRouteRef);
  const path = useRouteRef(networkRouteRef)(name);
  const may = useNetworkPermissions(name);
  const missing = [
    ...(may.update.missing ? [t('network.cannotEdit', may.update)] : []),
    ...(may.delete.missing ? [t('network.cannotDelete', may.delete)] : []),
  ];

  return (
    <>
      <PageHeader
        title={name.network}
        description={tagged?.network.spec.description}
        tags={[
          {
            label: t('network.allOfProject', name),
            href: `${networks()}?project=${encodeURIComponent(name.project)}`,
          },
        ]}
        metadata={tagged && metadata(tagged.network)}
        customActions={
          tagged && (
            <NetworkActions name={name} tagged={tagged} may={may} onChange={props.onChange} />
          )
        }
        tabs={networkTabs.map(tab => ({
          id: tab.label,
          label: t(tab.label),
          href: tab.path === '' ? path : `${path}/${tab.path}`,
        }))}
      />
      {tagged && missing.length > 0 && (
        <Container>
          <Quiet as="p">{missing.join(' ')}</Quiet>
        </Container>
      )}
    </>
  );

  function metadata({ status, spec, generation, rollout }: Network) {
    return [
      {
        label: t('network.status'),
        value: (
          <Flex align="center" gap="2">
            <PhaseBadge status={status} /> <ObservedAt time={status.observedAt} />
          </Flex>
        ),
      },
      ...(rollout
        ? [{ label: t('network.rollout'), value: <OpenRollout name={name} rollout={rollout} /> }]
        : []),
      { label: t('network.namespace'), value: spec.namespace ?? defaultNamespace(name.network) },
      { label: t('network.generation'), value: `${generation}` },
    ];
  }
}

function OpenRollout(props: { name: NetworkName; rollout: NonNullable<Network['rollout']> }) {
  const t = useTexts();
  const rollout = useRouteRef(rolloutRouteRef);
  const { id, state } = props.rollout;
  return (
    <Link href={rollout({ ...props.name, rollout: id })}>
      <StateMark state={state} label={t(`rollout.${state}`)} />
    </Link>
  );
}
