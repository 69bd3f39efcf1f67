import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import germanModule from '@interconnect/backstage-plugin-interconnect/translations';
import { navModule } from './nav';
import { signInModule } from './signIn';

/**
 * The portal that `npm start` runs. Plugins are discovered from package.json (`app.packages: all`).
 */
export default createApp({ features: [catalogPlugin, germanModule, navModule, signInModule] });
