import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useMayRequest } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { applicationOf } from '../RequestPage/steps/choices';
import { projectOf } from './entityProject';

/** Leads to the form, filled in; disabled with the reason for those who may not ask. */
export function RequestButton(props: { entity: Entity; project: string }) {
  const { entity, project } = props;
  const t = useTexts();
  const request = useRouteRef(requestRouteRef);
  const may = useMayRequest(project, undefined);
  return (
    <span title={may.missing ? t('permission.missing', may) : undefined}>
      <ButtonLink
        variant="secondary"
        size="small"
        iconStart={<RiAddLine />}
        isDisabled={!may.allowed}
        href={`${request()}?${requestQuery(entity, project)}`}
      >
        {t('entity.request')}
      </ButtonLink>
    </span>
  );
}

/**
 * Entry of an entity's context menu that opens the form filled in; says which permission is
 * missing.
 */
export function useRequestMenuItem(): { title: string; href: string; disabled?: boolean } {
  const t = useTexts();
  const { entity } = useEntity();
  const request = useRouteRef(requestRouteRef);
  const project = projectOf(entity);
  const may = useMayRequest(project ?? '', undefined);
  return {
    title: may.missing ? t('entity.requestDenied', may) : t('entity.request'),
    href: project === undefined ? request() : `${request()}?${requestQuery(entity, project)}`,
    disabled: project === undefined || !may.allowed,
  };
}

/**
 * Opens the request form filled in: with the project, and for a Component with itself as an
 * application.
 */
function requestQuery(entity: Entity, project: string): URLSearchParams {
  const query = new URLSearchParams({ project });
  if (entity.kind.toLowerCase() === 'component') {
    query.set('document', JSON.stringify({ applications: [applicationOf(entity, project)] }));
  }
  return query;
}
