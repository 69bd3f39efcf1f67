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
import { stepHeading } from './StepContent';
import { stepNamed } from './state/places';
import { openedState } from './state/openedState';

/**
 * Asks for a network, or changes one. Its address can say which, and with which document
 * (`project`, `network`, `document`, `copyOf`), and at which step (`step`).
 */
export function RequestPage() {
  const t = useTexts();
  const [query] = useSearchParams();
  const project = query.get('project') ?? '';
  const network = query.get('network') ?? '';
  const document = query.get('document') ?? undefined;
  const copyOf = query.get('copyOf') ?? undefined;
  const opened = useOpened(project, copyOf ?? network);
  const found = opened.value ?? undefined;
  const existing = copyOf === undefined ? found : undefined;
  const may = useMayRequest(project, existing && { project, network });
  const initial = useMemo(
    () => openedState({ project, network, document, copyOf }, found),
    [project, network, document, copyOf, found],
  );
  const titleOfNew = copyOf ? t('request.copyOf', { network: copyOf }) : t('request.title');
  const title = existing ? t('request.editTitle', { network }) : titleOfNew;
  const ready = opened.value !== undefined;

  return (
    <>
      <PageHeader
        part={stepHeading(t, stepNamed(query.get('step')))}
        title={title}
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
              key={JSON.stringify([project, network, document, copyOf])}
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
