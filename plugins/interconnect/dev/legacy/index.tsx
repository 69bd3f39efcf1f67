import '@backstage/cli/asset-types';
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this is an app
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createLegacyApp } from './LegacyApp';

/** The plugin in an app of the legacy frontend system: `yarn start:legacy` in this package. */
const App = createLegacyApp();
ReactDOM.createRoot(document.getElementById('root')!).render(<App />);
