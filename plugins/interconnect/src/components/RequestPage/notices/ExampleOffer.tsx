import { Alert, ButtonLink } from '@backstage/ui';
import { useExample } from '../../../hooks/useExample';
import { useTexts } from '../../../hooks/useTexts';
import { useRequest } from '../RequestContext';
import { emptyDocument } from '../state/formDocument';

/** Offers the example while nothing has been entered, and nobody has asked for it yet. */
export function ExampleOffer() {
  const t = useTexts();
  const example = useExample();
  const { state, networks } = useRequest();
  const { changed, etag, text, document } = state;
  const untouched = !changed && etag === undefined && !text && document === emptyDocument;
  const isThere = networks.value?.some(
    ({ project, name }) => project === example?.project && name === example.network,
  );
  if (!example || !untouched || isThere) return null;
  return (
    <Alert
      status="info"
      icon
      title={t('request.example')}
      description={t('request.exampleText', { network: example.network })}
      customActions={
        <ButtonLink size="small" variant="secondary" href={example.href}>
          {t('request.useExample')}
        </ButtonLink>
      }
    />
  );
}
