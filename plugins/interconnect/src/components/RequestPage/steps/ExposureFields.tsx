import { useRouteRef } from '@backstage/core-plugin-api';
import { Button, ButtonLink, Flex, Switch } from '@backstage/ui';
import { useTexts } from '../../../hooks/useTexts';
import { networkRouteRef } from '../../../routes';
import { ErrorLine } from '../fields/texts';
import { useErrorAt, useRequest } from '../RequestContext';
import { FormApplication } from '../state/formDocument';
import { Json } from '../state/json';

/** Whether and how an application is reachable from the other members. */
export function ExposureFields(props: { place: string; application: FormApplication }) {
  const { place, application } = props;
  const { expose = false, tls, shortAddress = true } = application;
  const t = useTexts();
  const { dispatch } = useRequest();
  const set = (field: string) => (value: Json | undefined) =>
    dispatch({ type: 'set', field: `${place}.${field}`, value });
  const setTls = set('tls');
  const setShort = set('shortAddress');
  function leaveShort() {
    setShort(false);
    dispatch({ type: 'focused', place: `${place}.shortAddress` });
  }
  return (
    <>
      <SwitchField
        place={`${place}.expose`}
        label={t('request.expose')}
        isSelected={expose}
        onChange={set('expose')}
      />
      {(expose || tls) && (
        <SwitchField
          place={`${place}.tls`}
          label={t('request.tls')}
          isSelected={tls === 'router'}
          onChange={isSelected => setTls(isSelected ? 'router' : undefined)}
        />
      )}
      {(expose || !shortAddress) && (
        <SwitchField
          place={`${place}.shortAddress`}
          label={t('request.shortAddress')}
          isSelected={shortAddress}
          onChange={isSelected => setShort(isSelected ? undefined : false)}
        />
      )}
      {shortAddress && <HeldAddress place={`${place}.shortAddress`} onLeave={leaveShort} />}
    </>
  );
}

function SwitchField(props: {
  place: string;
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
}) {
  const { place, ...field } = props;
  const error = useErrorAt(place);
  return (
    <div data-place={place}>
      <Switch {...field} />
      <ErrorLine text={error} />
    </div>
  );
}

/** Another network has the short address: offers to leave it there, and leads to its holder. */
function HeldAddress({ place, onLeave }: { place: string; onLeave: () => void }) {
  const t = useTexts();
  const networkPage = useRouteRef(networkRouteRef);
  const held = useRequest().due.filter(error => error.place === place);
  if (held.length === 0) return null;
  const holders = new Map(
    held.flatMap(({ holder }) => (holder ? [[networkPage(holder), holder] as const] : [])),
  );
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      <Button size="small" variant="secondary" onPress={onLeave}>
        {t('request.ownAddresses')}
      </Button>
      {[...holders].map(([href, { project, network }]) => (
        <ButtonLink key={href} size="small" variant="tertiary" href={href}>
          {t('request.showHolder', { network: `${project}/${network}` })}
        </ButtonLink>
      ))}
    </Flex>
  );
}
