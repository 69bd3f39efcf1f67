import { Button, Flex, Select, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useTexts } from '../../../hooks/useTexts';
import { ErrorPanel } from '../../common/fallbacks';
import { ErrorLine } from '../fields/texts';
import { useErrorAt, useRequest } from '../RequestContext';
import { useComponents } from '../requestQueries';
import { Json } from '../state/json';
import { ApplicationCard } from './ApplicationCard';
import { applicationByHand, applicationOf } from './choices';

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

/** Adds an application: a Component of the project, or one that is entered by hand. */
function AddApplication() {
  const t = useTexts();
  const { state, document, dispatch } = useRequest();
  const components = useComponents(state.project);
  const { applications = [] } = document;
  const names = applications.map(({ name }) => name);
  const offered = (components.value ?? []).filter(({ metadata }) => !names.includes(metadata.name));

  function add(application: Json) {
    dispatch({ type: 'appended', list: 'applications', item: application });
    dispatch({ type: 'focused', place: `applications[${applications.length}].name` });
  }
  return (
    <Flex direction="column" gap="3" data-place="applications">
      {components.error && !components.value && (
        <ErrorPanel
          title={t('request.componentsFailed')}
          error={components.error}
          onRetry={components.refresh}
        />
      )}
      <Select
        label={t('request.fromCatalog')}
        description={
          components.value?.length === 0 ? t('request.noComponents') : t('request.fromCatalogHint')
        }
        placeholder=""
        isDisabled={offered.length === 0}
        value={null}
        options={offered.map(({ metadata: { name, title, description } }) => ({
          id: name,
          label: title ?? name,
          ...(description && { description }),
        }))}
        onChange={name => {
          const component = offered.find(({ metadata }) => metadata.name === name);
          if (component) add(applicationOf(component, state.project));
        }}
      />
      <div>
        <Button
          variant="secondary"
          iconStart={<RiAddLine />}
          onPress={() => add(applicationByHand(state.project))}
        >
          {t('request.addByHand')}
        </Button>
      </div>
    </Flex>
  );
}
