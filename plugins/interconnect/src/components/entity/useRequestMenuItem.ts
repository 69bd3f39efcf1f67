import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { useMayRequest } from '../../hooks/useMay';
import { projectOf } from './projectOf';
import { requestQuery } from './requestQuery';

/** Entry of an entity's context menu that opens the form filled in; says which permission is missing. */
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
