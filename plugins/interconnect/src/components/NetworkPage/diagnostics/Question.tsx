import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { CodeBlock } from '../../common/CodeBlock';
import { StateMark } from '../../common/StateMark';
import { Section } from '../../common/Section';
import { Verdict } from './findings';

/** A question of the troubleshooting guide with its answer, and the commands that answer it by hand. */
export function Question(props: {
  title: string;
  /** Absent: it is not about a state. */
  verdict?: Verdict;
  answer: string;
  children?: ReactNode;
  commands: string[];
}) {
  const t = useTexts();
  return (
    <Section title={props.title}>
      <Flex direction="column" gap="3">
        {props.verdict ? (
          <StateMark state={props.verdict} label={props.answer} />
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
