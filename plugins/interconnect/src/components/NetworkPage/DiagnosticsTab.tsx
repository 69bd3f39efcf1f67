import { Flex, Select, Text } from '@backstage/ui';
import { defaultNamespace, Network } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode, useState } from 'react';
import { useNow } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { Quiet } from '../common/cells';
import { CodeBlock } from '../common/CodeBlock';
import { EmptyState } from '../common/fallbacks';
import { Section } from '../common/layout';
import { ObservedMark } from '../common/StateMark';
import { ObservedAt } from '../common/time';
import {
  firstToLookAt,
  hubAnswer,
  linksAnswer,
  membersAnswer,
  servicesAnswer,
  Verdict,
} from './diagnostics/answers';
import {
  hubCommands,
  linkCommands,
  memberCommands,
  routerCommands,
  serviceCommands,
  Target,
} from './diagnostics/commands';
import { StaleNotice } from './notices';

/**
 * The questions that people ask with kubectl when something does not work, answered from what was
 * observed.
 */
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
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <Text>{t('diagnostics.text')}</Text>
        <ObservedAt time={status.observedAt} />
      </Flex>
      <Flex gap="3" align="end" style={{ flexWrap: 'wrap' }}>
        <MemberSelect value={cluster} members={members} onChange={setChosen} />
        <Quiet>{t('diagnostics.contextHint')}</Quiet>
      </Flex>
      <Question
        title={t('diagnostics.members')}
        verdict={taking.verdict}
        observedAt={status.observedAt}
        answer={taking.text}
        commands={memberCommands(target)}
      />
      <Question
        title={t('diagnostics.links')}
        verdict={links.verdict}
        observedAt={status.observedAt}
        answer={links.text}
        commands={linkCommands(target)}
      />
      <Question
        title={t('diagnostics.hub')}
        verdict={hubSays.verdict}
        observedAt={status.observedAt}
        answer={hubSays.text}
        commands={hubCommands(atHub)}
      />
      <Question
        title={t('diagnostics.services')}
        verdict={services.verdict}
        observedAt={status.observedAt}
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

/**
 * A question of the troubleshooting guide with its answer, and the commands that answer it by hand.
 */
function Question(props: {
  title: string;
  /** Absent: it is not about a state. */
  verdict?: Verdict;
  /** When that was seen. */
  observedAt?: string;
  answer: string;
  children?: ReactNode;
  commands: string[];
}) {
  const t = useTexts();
  return (
    <Section title={props.title}>
      <Flex direction="column" gap="3">
        {props.verdict ? (
          <ObservedMark state={props.verdict} label={props.answer} observedAt={props.observedAt} />
        ) : (
          <Text as="p">{props.answer}</Text>
        )}
        {props.children}
        {props.commands.map(command => (
          <CodeBlock key={command} text={command} what={t('diagnostics.command')} />
        ))}
      </Flex>
    </Section>
  );
}

/** Chooses the cluster that the commands are for. */
function MemberSelect(props: {
  value: string;
  members: string[];
  onChange: (cluster: string) => void;
}) {
  const t = useTexts();
  return (
    <Select
      label={t('diagnostics.cluster')}
      value={props.value}
      onChange={key => key !== null && props.onChange(String(key))}
      options={props.members.map(id => ({ id, label: id }))}
      search={props.members.length > 10 ? true : undefined}
      style={{ flex: 'none', width: '16rem' }}
    />
  );
}
