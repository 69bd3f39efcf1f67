import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContextMenuItemBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiShareLine } from '@remixicon/react';
import { hasProject } from './entityProject';
import { useRequestMenuItem } from './requestLink';

/** Tab of Systems and Components. */
export const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/interconnect',
    title: 'Interconnect',
    group: 'deployment',
    icon: <RiShareLine />,
    filter: hasProject,
    loader: () => import('./EntityInterconnectContent').then(m => <m.EntityInterconnectContent />),
  },
});

/** Card on their overview. */
export const entityCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: hasProject,
    loader: () => import('./EntityInterconnectCard').then(m => <m.EntityInterconnectCard />),
  },
});

/** Entry of their context menu. */
export const requestMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'request',
  params: {
    icon: <RiShareLine />,
    filter: hasProject,
    useProps: useRequestMenuItem,
  },
});

/** What the plugin adds to the pages of Systems and Components, in the new frontend system. */
export const entityExtensions = [entityContent, entityCard, requestMenuItem];
