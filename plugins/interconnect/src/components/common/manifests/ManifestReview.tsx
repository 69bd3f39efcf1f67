import { Flex, Text } from '@backstage/ui';
import { ManifestChange, Review } from '@interconnect/backstage-plugin-interconnect-common';
import { ReactNode, useMemo } from 'react';
import { useTexts } from '../../../hooks/useTexts';
import { Quiet } from '../cells';
import { ScrollArea } from '../ScrollArea';
import { DiffRun, diffRuns } from './diffRuns';
import styles from './ManifestReview.module.css';

/** Where manifests are reviewed, under their heading. */
export function ReviewSection({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <section aria-label={t('review.title')}>
      <Flex direction="column" gap="3">
        <Text as="h4" variant="title-x-small">
          {t('review.title')}
        </Text>
        {children}
      </Flex>
    </section>
  );
}

type Kind = 'new' | 'changed' | 'same' | 'removed';

function kindOf({ before, after }: ManifestChange): Kind {
  if (before === undefined) return 'new';
  if (after === undefined) return 'removed';
  return before === after ? 'same' : 'changed';
}

/**
 * The manifests of a plan beside those that were applied last, and the digest of the plan that they
 * belong to.
 */
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
        {t('review.planDigest')} <code className={styles.digest}>{planDigest}</code>
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
          <code className={styles.digest}>
            {[before, after].flatMap(digest => digest ?? []).join(' → ')}
          </code>
        </Quiet>
      </Flex>
    </section>
  );
}

const elements: Record<DiffRun['kind'], 'ins' | 'del' | 'span'> = {
  added: 'ins',
  removed: 'del',
  same: 'span',
  skipped: 'span',
};
const marks: Record<DiffRun['kind'], string> = {
  added: '+ ',
  removed: '- ',
  same: '  ',
  skipped: '',
};

/** What changes from one text to another, by lines; `label` names it for screen readers. */
function ManifestDiff(props: { label: string; before?: string; after?: string }) {
  const { label, before, after } = props;
  const t = useTexts();
  const runs = useMemo(() => diffRuns(before, after), [before, after]);
  return (
    <ScrollArea label={label} className={styles.scroll}>
      <pre className={styles.text}>
        {runs.map(({ kind, lines }, index) => {
          const Element = elements[kind];
          const shown = kind === 'skipped' ? [t('review.fromLine', { line: lines[0] })] : lines;
          return (
            // eslint-disable-next-line react/no-array-index-key -- they never move
            <Element key={index} className={styles[kind]}>
              {shown.map(line => `${marks[kind]}${line}\n`).join('')}
            </Element>
          );
        })}
      </pre>
    </ScrollArea>
  );
}
