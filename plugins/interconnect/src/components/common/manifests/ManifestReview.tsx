import { Flex, Text } from '@backstage/ui';
import { ManifestChange, Review } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../Quiet';
import { ManifestDiff } from './ManifestDiff';

type Kind = 'new' | 'changed' | 'same' | 'removed';

function kindOf({ before, after }: ManifestChange): Kind {
  if (before === undefined) return 'new';
  if (after === undefined) return 'removed';
  return before === after ? 'same' : 'changed';
}

/** The manifests of a plan beside those that were applied last, and the digest of the plan that they belong to. */
export function ManifestReview({ review }: { review: Review }) {
  const t = useTexts();
  const { manifests, planDigest } = review;
  return (
    <Flex direction="column" gap="4">
      {manifests.length === 0 && <Quiet as="p">{t('review.none')}</Quiet>}
      {manifests.map(change => (
        <OneManifest
          key={JSON.stringify([change.application, ...change.clusters])}
          change={change}
          texts={review.texts}
        />
      ))}
      <Quiet as="p">
        {t('review.planDigest')} <code>{planDigest}</code>
      </Quiet>
    </Flex>
  );
}

function OneManifest(props: { change: ManifestChange; texts: Review['texts'] }) {
  const t = useTexts();
  const { change, texts } = props;
  const { application, clusters, before, after, partial } = change;
  const kind = kindOf(change);
  const title = t(`review.${kind}`, { application, clusters: clusters.join(', ') });
  const textOf = (digest: string | undefined) =>
    digest === undefined ? undefined : (texts[digest] ?? '');
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="2">
        <Text as="h5" variant="body-medium" weight="bold">
          {title}
        </Text>
        {partial && <Text as="p">{t('review.partial')}</Text>}
        {kind === 'same' ? (
          <Quiet as="p">{t('review.sameText')}</Quiet>
        ) : (
          <ManifestDiff
            label={t('review.diff', { application, clusters: clusters.join(', ') })}
            before={textOf(before)}
            after={textOf(after)}
          />
        )}
        <Quiet as="p">
          <code>{[before, after].flatMap(digest => digest ?? []).join(' → ')}</code>
        </Quiet>
      </Flex>
    </section>
  );
}
