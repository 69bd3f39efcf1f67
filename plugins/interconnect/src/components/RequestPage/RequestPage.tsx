import { Alert, Container, Flex } from '@backstage/ui';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { May, useMayRequest } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { ErrorPanel, Loading } from '../common/fallbacks';
import { PageHeader } from '../common/layout';
import { BusyNotice } from './notices/RefusalNotice';
import { RequestForm } from './RequestForm';
import { useOpened } from './requestQueries';
import { openedState } from './state/openedState';

/**
 * Asks for a network, or changes one. Its address can say which, and with which document
 * (`project`, `network`, `document`).
 */
export function RequestPage() {
  const t = useTexts();
  const [query] = useSearchParams();
  const project = query.get('project') ?? '';
  const network = query.get('network') ?? '';
  const document = query.get('document') ?? undefined;
  const opened = useOpened(project, network);
  const existing = opened.value ?? undefined;
  const may = useMayRequest(project, existing && { project, network });
  const initial = useMemo(
    () => openedState({ project, network, document }, existing),
    [project, network, document, existing],
  );
  const ready = opened.value !== undefined;

  return (
    <>
      <PageHeader
        title={existing ? t('request.editTitle', { network }) : t('request.title')}
        description={t('request.description')}
      />
      <Container>
        <Flex direction="column" gap="4">
          {opened.loading && <Loading label={t('loading.network')} />}
          {opened.error && <ErrorPanel error={opened.error} onRetry={opened.refresh} />}
          {ready && may.missing && <DeniedNotice may={may} editing={existing !== undefined} />}
          {ready && may.allowed && existing?.network.rollout && (
            <BusyNotice name={{ project, network }} rollout={existing.network.rollout.id} />
          )}
          {ready && may.allowed && (
            <RequestForm
              key={JSON.stringify([project, network, document])}
              initial={initial}
              opened={{ project, network }}
            />
          )}
        </Flex>
      </Container>
    </>
  );
}

/** The person may not do this: says which permission is missing. */
function DeniedNotice(props: { may: May; editing: boolean }) {
  const t = useTexts();
  const { permission } = props.may;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(props.editing ? 'request.editDenied' : 'request.denied')}
      description={t('request.deniedText', { permission })}
    />
  );
}
