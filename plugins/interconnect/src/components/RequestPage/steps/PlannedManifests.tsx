import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  NetworkDocument,
  NetworkName,
  PlanPreview,
} from '@interconnect/backstage-plugin-interconnect-common';
import { useState } from 'react';
import { interconnectApiRef } from '../../../api';
import { usePolled } from '../../../hooks/usePolled';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel, Loading } from '../../common/fallbacks';
import { ManifestReview, ReviewSection } from '../../common/manifests/ManifestReview';

interface Planned {
  name: NetworkName;
  document: NetworkDocument;
  plan: PlanPreview;
}

/** The manifests that the plan applies, when a person wants to see them. */
export function PlannedManifests(props: Planned) {
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
