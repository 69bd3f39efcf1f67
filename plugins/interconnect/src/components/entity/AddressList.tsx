import { NetworkStatus } from '@interconnect/backstage-plugin-interconnect-common';
import { useTexts } from '../../hooks/useTexts';
import { CopyButton } from '../common/CodeBlock';
import { Quiet } from '../common/cells';
import { StateMark } from '../common/StateMark';
import styles from './entity.module.css';

const shown = 3;

/** Services with the address that clients use, and how they are. */
export function AddressList(props: { services: NetworkStatus['services'] }) {
  const t = useTexts();
  const { services } = props;
  if (services.length === 0) return <Quiet>{t('entity.noAddresses')}</Quiet>;
  const more = services.length - shown;
  return (
    <>
      <ul className={styles.addresses}>
        {services.slice(0, shown).map(({ cluster, namespace, name, port, state, addresses }) => (
          <li key={[cluster, namespace, name, port].join(' ')} className={styles.item}>
            <StateMark state={state} label={t(`observed.${state}`)} />
            <code className={styles.address}>{addresses[0]}</code>
            <CopyButton text={addresses[0]} what={t('entity.address', { address: addresses[0] })} />
          </li>
        ))}
      </ul>
      {more > 0 && <Quiet as="p">{t('entity.moreAddresses', { number: `${more}` })}</Quiet>}
    </>
  );
}
