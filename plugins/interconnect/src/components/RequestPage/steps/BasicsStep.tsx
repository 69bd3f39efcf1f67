import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { requestRouteRef } from '../../../routes';
import { ErrorPanel } from '../../common/fallbacks';
import { Picker } from '../fields/pickers';
import { TextInput } from '../fields/texts';
import { useRequest } from '../RequestContext';
import { ownerOf, projectOf, useProjects } from '../requestQueries';

/** Whose network it is, what it is called, what it is for. */
export function BasicsStep() {
  const t = useTexts();
  const { document, dispatch } = useRequest();
  return (
    <Flex direction="column" gap="4">
      <NameFields />
      <TextInput
        place="description"
        label={t('request.purpose')}
        hint={t('request.purposeHint')}
        value={document.description}
        onChange={value => dispatch({ type: 'set', field: 'description', value })}
        rows={2}
      />
    </Flex>
  );
}

/** Project and name: not part of the document. They cannot be changed once the network is there. */
export function NameFields() {
  const t = useTexts();
  const { state, dispatch, networks } = useRequest();
  const { project, name, etag } = state;
  const projects = useProjects();
  const request = useRouteRef(requestRouteRef);
  const taken =
    etag === undefined &&
    networks.value?.some(network => network.project === project && network.name === name);
  const options = (projects.value ?? []).map(system => {
    const owner = ownerOf(system);
    return {
      id: projectOf(system),
      label: projectOf(system),
      description: [system.metadata.title, owner && t('request.projectOwner', { owner })]
        .filter(Boolean)
        .join(', '),
    };
  });
  const hint = projects.value?.length === 0 ? t('request.noProjects') : t('request.projectHint');

  return (
    <>
      {projects.error && !projects.value && (
        <ErrorPanel
          title={t('request.projectsFailed')}
          error={projects.error}
          onRetry={projects.refresh}
        />
      )}
      <Picker
        place="project"
        label={t('request.project')}
        hint={etag === undefined ? hint : undefined}
        value={project || undefined}
        options={options}
        onChange={chosen => dispatch({ type: 'named', project: chosen ?? '' })}
        isRequired
        isReadOnly={etag !== undefined}
      />
      <TextInput
        place="name"
        label={t('request.name')}
        hint={etag === undefined ? t('request.nameHint') : undefined}
        value={name}
        onChange={value => dispatch({ type: 'named', name: value })}
        isRequired
        isReadOnly={etag !== undefined}
      />
      {taken && (
        <Link href={`${request()}?${new URLSearchParams({ project, network: name })}`}>
          {t('request.editInstead', { network: name })}
        </Link>
      )}
    </>
  );
}
