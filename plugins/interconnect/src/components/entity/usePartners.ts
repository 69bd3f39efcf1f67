import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { usePolled } from '../../hooks/usePolled';
import { Pair, PartnerRefs, partnerRefs, partnersOfApi } from './partners';

/** The pairs that a Component is part of, as far as the person may see the other side. */
export function usePartners(entity: Entity): Pair[] {
  const catalog = useApi(catalogApiRef);
  const { value = [] } = usePolled(() => readPairs(catalog, entity), undefined, [
    catalog,
    stringifyEntityRef(entity),
  ]);
  return value;
}

async function readPairs(catalog: CatalogApi, entity: Entity): Promise<Pair[]> {
  const { direct, apis } = partnerRefs(entity);
  const [providers, consumers] = await Promise.all(
    (['providers', 'consumers'] as const).map(side => readSide(catalog, side, direct, apis)),
  );
  return [
    ...providers.map(provider => ({ consumer: entity, provider })),
    ...consumers.map(consumer => ({ consumer, provider: entity })),
  ];
}

async function readSide(
  catalog: CatalogApi,
  side: keyof PartnerRefs,
  direct: PartnerRefs,
  apis: PartnerRefs,
): Promise<Entity[]> {
  const read = async (entityRefs: string[]) => {
    if (entityRefs.length === 0) return [];
    const { items } = await catalog.getEntitiesByRefs({ entityRefs });
    return items.filter(item => item !== undefined);
  };
  const found = await read(apis[side]);
  const refs = [...direct[side], ...found.flatMap(api => partnersOfApi(api, side))];
  return read([...new Set(refs)]);
}
