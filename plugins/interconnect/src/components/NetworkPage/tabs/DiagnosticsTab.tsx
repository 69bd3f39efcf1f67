import { Flex, Text } from '@backstage/ui';
import { defaultNamespace, Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { useNow } from '../../../hooks/clock';
import { useTexts } from '../../../hooks/useTexts';
import { CodeBlock } from '../../common/CodeBlock';
import { EmptyState } from '../../common/fallbacks';
import { ObservedAt } from '../../common/time';
import { hubAnswer, linksAnswer, membersAnswer, servicesAnswer } from '../diagnostics/answers';
import {
  hubCommands,
  linkCommands,
  memberCommands,
  routerCommands,
  serviceCommands,
  Target,
} from '../diagnostics/commands';
import { firstToLookAt } from '../diagnostics/findings';
import { StaleNotice } from '../StaleNotice';
import { MemberSelect } from '../diagnostics/MemberSelect';
import { Quiet } from '../../common/cells';
import { Question } from '../diagnostics/Question';

/** The questions that people ask with kubectl when something does not work, answered from what was observed. */
export function DiagnosticsTab({ network }: { network: Network }) {
  const t = useTexts();
  const now = useNow();
  const [chosen, setChosen] = useState<string>();
  const { status, spec } = network;
  const members = status.members.map(({ cluster }) => cluster);
  const cluster = chosen && members.includes(chosen) ? chosen : firstToLookAt(network);
  const hub = spec.hub?.cluster;
  if (!cluster || !hub) return <EmptyState title={t('diagnostics.none')} />;

  const namespace = spec.namespace ?? defaultNamespace(network.name);
  const target: Target = { cluster, namespace, role: cluster === hub ? 'hub' : 'spoke' };
  const atHub: Target = { cluster: hub, namespace, role: 'hub' };
  const taking = membersAnswer(t, status);
  const links = linksAnswer(t, status, now);
  const services = servicesAnswer(t, status);
  const hubSays = hubAnswer(t, network);

  return (
    <>
      <StaleNotice status={status} />
      <Flex gap="3" align="center">
        <Text>{t('diagnostics.text')}</Text>
        <ObservedAt time={status.observedAt} />
      </Flex>
      <Flex gap="3" align="end">
        <MemberSelect value={cluster} members={members} onChange={setChosen} />
        <Quiet>{t('diagnostics.contextHint')}</Quiet>
      </Flex>
      <Question
        title={t('diagnostics.members')}
        verdict={taking.verdict}
        answer={taking.text}
        commands={memberCommands(target)}
      />
      <Question
        title={t('diagnostics.links')}
        verdict={links.verdict}
        answer={links.text}
        commands={linkCommands(target)}
      />
      <Question
        title={t('diagnostics.hub')}
        verdict={hubSays.verdict}
        answer={hubSays.text}
        commands={hubCommands(atHub)}
      />
      <Question
        title={t('diagnostics.services')}
        verdict={services.verdict}
        answer={services.text}
        commands={serviceCommands(target)}
      />
      <Question
        title={t('diagnostics.router')}
        answer={t('diagnostics.routerText')}
        commands={routerCommands(target)}
      />
      <Question
        title={t('diagnostics.document')}
        answer={t('diagnostics.documentText', { generation: `${network.generation}` })}
        commands={[]}
      >
        <CodeBlock text={JSON.stringify(spec, null, 2)} what={t('diagnostics.documentName')} />
      </Question>
    </>
  );
}
