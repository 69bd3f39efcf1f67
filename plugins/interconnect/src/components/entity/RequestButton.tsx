import { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useTexts } from '../../hooks/useTexts';
import { requestRouteRef } from '../../routes';
import { useMayRequest } from '../../hooks/useMay';
import { requestQuery } from './requestQuery';

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
