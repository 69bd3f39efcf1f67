import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { useTexts } from '../../../hooks/useTexts';

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
