import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { useCallback, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useNow } from '../../hooks/clock';
import { useTexts } from '../../hooks/useTexts';
import { networkRouteRef, rolloutRouteRef } from '../../routes';
import { ago } from '../common/time';
import { StepButtons, StepNav, ViewSwitch } from './navigation';
import { ExampleOffer } from './notices/ExampleOffer';
import { ErrorSummary } from './notices/ErrorSummary';
import { RequestContext } from './RequestContext';
import { fieldErrorsOf } from './state/checkRequest';
import { Draft, draftKey } from './state/draft';
import { Step, steps } from './state/places';
import { RequestState } from './state/requestState';
import { StepContent } from './StepContent';
import styles from './steps/steps.module.css';
import { useStepInAddress } from './useStepInAddress';
import { useDraft, useFocus, useRequestForm } from './useRequestForm';

/** The form itself. `initial`: how it was opened; `opened`: project and network of its address. */
export function RequestForm(props: {
  initial: RequestState;
  opened: { project: string; network: string };
}) {
  const { initial, opened } = props;
  const t = useTexts();
  const navigate = useNavigate();
  const networkPage = useRouteRef(networkRouteRef);
  const rolloutPage = useRouteRef(rolloutRouteRef);
  const root = useRef<HTMLDivElement>(null);
  const form = useRequestForm(initial);
  const { state, dispatch, errors } = form;
  const drafts = useDraft(draftKey(opened.project, opened.network), state);
  useFocus(root, state.focus);

  const refuse = useCallback(
    (error: Error) => dispatch({ type: 'refused', errors: fieldErrorsOf(error) ?? [] }),
    [dispatch],
  );

  function open(step: Step) {
    if (state.text?.problem) dispatch({ type: 'focused', place: 'document' });
    else if (step === 'review' && errors.length > 0) dispatch({ type: 'stopped', errors });
    else dispatch({ type: 'shown', step });
  }
  function openInForm(step: Step) {
    if (step !== 'review') dispatch({ type: 'textClosed' });
    open(step);
  }
  function leave() {
    const here = errors.filter(({ step }) => step === state.step);
    if (state.text) open('review');
    else if (here.length > 0) dispatch({ type: 'stopped', errors: here });
    else open(steps[steps.indexOf(state.step) + 1]);
  }
  useStepInAddress(state, open);

  function submitted({ project, name: network, rollout }: Network) {
    drafts.settle({ discard: true });
    navigate(
      rollout
        ? rolloutPage({ project, network, rollout: rollout.id })
        : networkPage({ project, network }),
    );
  }
  function discard() {
    drafts.settle({ discard: true });
    dispatch({ type: 'focused' });
  }
  function restore() {
    if (!drafts.offered) return;
    dispatch({ type: 'replaced', content: drafts.offered, changed: true });
    dispatch({ type: 'shown', step: state.step });
    drafts.settle({ discard: false });
  }

  return (
    <RequestContext.Provider value={form}>
      <Flex direction="column" gap="5" pb="6" ref={root} className={styles.form}>
        {drafts.offered && (
          <DraftOffer
            draft={drafts.offered}
            outdated={drafts.offered.etag !== initial.etag}
            onRestore={restore}
            onDiscard={discard}
          />
        )}
        <Flex justify="between" align="center" gap="4" style={{ flexWrap: 'wrap' }}>
          <StepNav onOpen={openInForm} />
          <ViewSwitch />
        </Flex>
        {!drafts.offered && <ExampleOffer />}
        <ErrorSummary />
        <form
          noValidate
          onSubmit={event => {
            event.preventDefault();
            if (state.step !== 'review') leave();
          }}
        >
          <Flex direction="column" gap="5">
            <StepContent
              onRefused={refuse}
              onSubmitted={({ network }) => submitted(network)}
              buttons={<StepButtons onBack={open} />}
            />
          </Flex>
        </form>
        {drafts.kept && (
          <Text as="p" variant="body-small" color="secondary">
            {t('request.draftKept')}
          </Text>
        )}
      </Flex>
    </RequestContext.Provider>
  );
}

/** Offers what was entered before and not submitted. */
function DraftOffer(props: {
  draft: Draft;
  /** The network has been changed since. */
  outdated: boolean;
  onRestore: () => void;
  onDiscard: () => void;
}) {
  const t = useTexts();
  const now = useNow();
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('request.draftFound', { ago: ago(t, props.draft.savedAt, now) })}
      description={t(props.outdated ? 'request.draftOlder' : 'request.draftText')}
      customActions={
        <Flex gap="2">
          <Button size="small" variant="secondary" onPress={props.onRestore}>
            {t('request.restore')}
          </Button>
          <Button size="small" variant="tertiary" onPress={props.onDiscard}>
            {t('request.discard')}
          </Button>
        </Flex>
      }
    />
  );
}
