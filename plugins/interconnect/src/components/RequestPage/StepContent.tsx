import { TaggedNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode } from 'react';
import { useTexts } from '../../hooks/useTexts';
import { DocumentEditor } from './DocumentEditor';
import { useRequest } from './RequestContext';
import { steps } from './state/places';
import { ApplicationsStep } from './steps/ApplicationsStep';
import { BasicsStep } from './steps/BasicsStep';
import { MembersStep } from './steps/MembersStep';
import { ReviewStep } from './steps/ReviewStep';
import styles from './steps/steps.module.css';

/** The step that is open under its heading, with its buttons; the text of the document in place of the steps before the last. */
export function StepContent(props: {
  onRefused: (error: Error) => void;
  onSubmitted: (tagged: TaggedNetwork) => void;
  /** Back and next. */
  buttons: ReactNode;
}) {
  const t = useTexts();
  const { state } = useRequest();
  const { step, text } = state;
  const heading = t('request.stepOf', {
    number: `${steps.indexOf(step) + 1}`,
    all: `${steps.length}`,
    title: t(`request.step.${step}`),
  });
  const asText = text && step !== 'review' ? text : undefined;
  const format = t(text?.format === 'yaml' ? 'request.asYaml' : 'request.asJson');
  return (
    <>
      <h3 tabIndex={-1} className={styles.heading}>
        {asText ? t('request.document', { format }) : heading}
      </h3>
      {asText && <DocumentEditor text={asText} />}
      {!asText && step === 'basics' && <BasicsStep />}
      {!asText && step === 'members' && <MembersStep />}
      {!asText && step === 'applications' && <ApplicationsStep />}
      {step === 'review' ? <ReviewStep {...props} /> : props.buttons}
    </>
  );
}
