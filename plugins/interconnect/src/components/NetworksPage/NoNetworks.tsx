import { ButtonLink, Flex } from '@backstage/ui';
import { ReactNode } from 'react';
import { useExample } from '../../hooks/useExample';
import { useTexts } from '../../hooks/useTexts';
import { EmptyState } from '../common/fallbacks';
import { HelpLink } from '../common/HelpLink';

/** In the place of networks when there are none: the example, if there is one, and the form. */
export function NoNetworks(props: { title: string; text?: string; requestButton: ReactNode }) {
  const t = useTexts();
  const example = useExample();
  return (
    <EmptyState
      title={props.title}
      text={props.text}
      action={
        <>
          <Flex gap="2">
            {example && (
              <ButtonLink variant="primary" href={example.href}>
                {t('networks.useExample')}
              </ButtonLink>
            )}
            {props.requestButton}
          </Flex>
          <HelpLink about="ask" />
        </>
      }
    />
  );
}
