import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  NetworkDocument,
  NetworkName,
  PlanPreview,
  TaggedNetwork,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode, useEffect, useState } from 'react';
import { interconnectApiRef } from '../../../api';
import { usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel, Loading } from '../../common/fallbacks';
import { ManifestReview, ReviewSection } from '../../common/manifests/ManifestReview';
import { RefusalNotice } from '../notices/RefusalNotice';
import { useRequest } from '../RequestContext';
import { fieldErrorsOf } from '../state/checkRequest';
import { PlanView } from './PlanView';

/** What the server would do; submits it. */
export function ReviewStep(props: {
  /** Takes what the server refused to its fields. */
  onRefused: (error: Error) => void;
  onSubmitted: (tagged: TaggedNetwork) => void;
  /** Beside the one that submits. */
  buttons: ReactNode;
}) {
  const { onRefused, onSubmitted } = props;
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const { state, dispatch } = useRequest();
  const { project, name: network, etag, refused } = state;
  const document = state.document as unknown as NetworkDocument;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const plan = usePolled(
    signal => api.planNetwork({ project, network }, document, { signal }),
    undefined,
    [api, project, network, document, etag],
  );
  const atFields = plan.error !== undefined && fieldErrorsOf(plan.error) !== undefined;

  useEffect(() => {
    if (plan.error && fieldErrorsOf(plan.error)) onRefused(plan.error);
  }, [plan.error, onRefused]);

  async function submit() {
    setPending(true);
    setFailure(undefined);
    try {
      onSubmitted(
        await api.putNetwork({ project, network }, document, {
          ...(etag !== undefined && { ifMatch: etag }),
          planDigest: plan.value?.digest,
        }),
      );
    } catch (reason) {
      const error = toError(reason);
      setPending(false);
      if (fieldErrorsOf(error)) onRefused(error);
      else setFailure(error);
    }
  }

  function planAgain() {
    setFailure(undefined);
    plan.refresh();
  }

  return (
    <Flex direction="column" gap="5">
      {plan.loading && <Loading label={t('request.planning')} />}
      {plan.error && !atFields && (
        <ErrorPanel title={t('request.planFailed')} error={plan.error} onRetry={plan.refresh} />
      )}
      {plan.value && (
        <PlanView plan={plan.value}>
          <PlannedManifests name={{ project, network }} document={document} plan={plan.value} />
        </PlanView>
      )}
      {failure && (
        <RefusalNotice
          error={failure}
          onSettled={() => setFailure(undefined)}
          onPlanChanged={planAgain}
        />
      )}
      <Flex gap="2">
        {props.buttons}
        {refused.length > 0 && (
          <Button variant="secondary" onPress={() => dispatch({ type: 'shown', step: 'review' })}>
            {t('request.reviewAgain')}
          </Button>
        )}
        <Button
          variant="primary"
          isDisabled={!plan.value}
          isPending={pending}
          onPress={() => void submit()}
        >
          {t(etag === undefined ? 'request.submit' : 'request.submitEdit')}
        </Button>
      </Flex>
    </Flex>
  );
}

interface Planned {
  name: NetworkName;
  document: NetworkDocument;
  plan: PlanPreview;
}

/** The manifests that the plan applies, when a person wants to see them. */
function PlannedManifests(props: Planned) {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  if (!props.plan.steps.some(({ kind }) => kind === 'deployApplication')) return null;
  return (
    <ReviewSection>
      {!shown && (
        <Flex>
          <Button variant="secondary" onPress={() => setShown(true)}>
            {t('review.show')}
          </Button>
        </Flex>
      )}
      {shown && <Shown {...props} />}
    </ReviewSection>
  );
}

function Shown({ name: { project, network }, document, plan }: Planned) {
  const t = useTexts();
  const api = useApi(interconnectApiRef);
  const review = usePolled(
    signal => api.reviewNetwork({ project, network }, document, { signal }),
    undefined,
    [api, project, network, document, plan.digest],
  );
  return (
    <Flex direction="column" gap="2">
      {review.loading && <Loading label={t('review.loading')} />}
      {review.error && <ErrorPanel error={review.error} onRetry={review.refresh} />}
      {review.value && review.value.planDigest !== plan.digest && (
        <Alert status="warning" icon title={t('review.planChanged')} />
      )}
      {review.value && <ManifestReview review={review.value} />}
    </Flex>
  );
}
