import {
  EntityHasComponentsCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityInterconnectCard,
  EntityInterconnectContent,
  isInterconnectAvailable,
} from '../../src/legacy';
import styles from './EntityPage.module.css';

/** The page of any entity, with the tab and the card where they make sense. */
export const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <div className={styles.cards}>
        <EntitySwitch>
          <EntitySwitch.Case if={isInterconnectAvailable}>
            <EntityInterconnectCard />
          </EntitySwitch.Case>
        </EntitySwitch>
        <EntitySwitch>
          <EntitySwitch.Case if={isKind('system')}>
            <EntityHasComponentsCard />
          </EntitySwitch.Case>
        </EntitySwitch>
      </div>
    </EntityLayout.Route>
    <EntityLayout.Route path="/interconnect" title="Interconnect" if={isInterconnectAvailable}>
      <EntityInterconnectContent />
    </EntityLayout.Route>
  </EntityLayout>
);
