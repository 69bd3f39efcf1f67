import { Flex, Text, TextAreaField } from '@backstage/ui';
import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { Texts, useTexts } from '../../hooks/useTexts';
import { HelpLink } from '../common/HelpLink';
import { HelpTopic } from '../common/helpPages';
import fieldStyles from './fields/fields.module.css';
import { useRequest } from './RequestContext';
import { Step, steps } from './state/places';
import { RequestText } from './state/requestState';
import { ApplicationsStep } from './steps/ApplicationsStep';
import { BasicsStep, NameFields } from './steps/BasicsStep';
import { MembersStep } from './steps/MembersStep';
import { ReviewStep } from './steps/ReviewStep';
import styles from './steps/steps.module.css';

const helpOf = {
  basics: 'ask',
  members: 'document',
  applications: 'exposed',
  review: 'rollout',
} satisfies Record<Step, HelpTopic>;

/**
 * The step that is open under its heading, with its buttons; the text of the document in place of
 * the steps before the last.
 */
export function StepContent(props: {
  onRefused: (error: Error) => void;
  onSubmitted: (tagged: TaggedNetwork) => void;
  /** Back and next. */
  buttons: ReactNode;
}) {
  const t = useTexts();
  const { state } = useRequest();
  const { step, text } = state;
  const asText = text && step !== 'review' ? text : undefined;
  const format = t(text?.format === 'yaml' ? 'request.asYaml' : 'request.asJson');
  return (
    <>
      <h3 tabIndex={-1} className={styles.heading}>
        {asText ? t('request.document', { format }) : stepHeading(t, step)}
      </h3>
      <HelpLink about={asText ? 'document' : helpOf[step]} />
      {asText && <DocumentEditor text={asText} />}
      {!asText && step === 'basics' && <BasicsStep />}
      {!asText && step === 'members' && <MembersStep />}
      {!asText && step === 'applications' && <ApplicationsStep />}
      {step === 'review' ? <ReviewStep key={state.reviews} {...props} /> : props.buttons}
    </>
  );
}

/** A step with its number, as its heading and the title of the page say it. */
export function stepHeading(t: Texts, step: Step): string {
  return t('request.stepOf', {
    number: `${steps.indexOf(step) + 1}`,
    all: `${steps.length}`,
    title: t(`request.step.${step}`),
  });
}

/** The document as a text. Project and name are not part of it and have fields of their own. */
function DocumentEditor({ text }: { text: RequestText }) {
  const t = useTexts();
  const { dispatch } = useRequest();
  const { format, value, problem } = text;
  const formatName = t(format === 'json' ? 'request.asJson' : 'request.asYaml');

  function said(): string | undefined {
    if (!problem) return undefined;
    if ('line' in problem) {
      return t('request.textProblem', { line: `${problem.line}`, message: problem.message });
    }
    return t('request.shapeProblem', { field: problem.field || t('request.wholeDocument') });
  }
  return (
    <Flex direction="column" gap="4">
      <NameFields />
      <div data-place="document" className={`${styles.document} ${fieldStyles.field}`}>
        <TextAreaField
          label={t('request.document', { format: formatName })}
          description={t('request.documentHint')}
          value={value}
          onChange={written => dispatch({ type: 'written', format, value: written })}
          rows={24}
          spellCheck="false"
          validationBehavior="aria"
          validate={said}
        />
      </div>
      {problem && (
        <Text as="p" role="status" color="secondary">
          {t('request.textBlocked')}
        </Text>
      )}
    </Flex>
  );
}
