import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import interconnectPlugin from '../src';
import { recordedBackend, recordedCatalog } from './recorded';

/** The plugin in an app of its own with the catalog, on recorded answers in place of backends: `yarn start` in this package. */
createDevApp({
  features: [interconnectPlugin, catalogPlugin, recordedBackend, recordedCatalog],
});
