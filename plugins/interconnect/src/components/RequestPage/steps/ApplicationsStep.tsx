import { Flex, Text } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorLine } from '../fields/ErrorLine';
import { useRequest } from '../RequestContext';
import { useErrorAt } from '../useErrorAt';
import { AddApplication } from './AddApplication';
import { ApplicationCard } from './ApplicationCard';

/** The applications that are to reach each other. */
export function ApplicationsStep() {
  const t = useTexts();
  const { document } = useRequest();
  const { hub, applications = [] } = document;
  const error = useErrorAt('applications');
  return (
    <Flex direction="column" gap="4">
      {!hub && <Text as="p">{t('request.noHubYet')}</Text>}
      {applications.length === 0 && (
        <Text as="p" color="secondary">
          {t('request.noApplications')}
        </Text>
      )}
      {applications.map((application, index) => (
        <ApplicationCard key={index} index={index} application={application} />
      ))}
      <ErrorLine text={error} />
      <AddApplication />
    </Flex>
  );
}
