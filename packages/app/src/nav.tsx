import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import styles from './nav.module.css';
import { SkipLink } from './SkipLink';

const navContent = NavContentBlueprint.make({
  params: {
    component: ({ navItems }) => {
      const nav = navItems.withComponent(item => (
        <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
      ));
      nav.take('page:notifications'); // has an item of its own below
      return (
        <div className={styles.menu}>
          <Sidebar>
            <SkipLink />
            <SidebarGroup label="Menu" icon={<MenuIcon />}>
              {nav.take('page:search')}
              {nav.take('page:catalog')}
              {nav.take('page:interconnect')}
              <SidebarDivider />
              <SidebarScrollWrapper>{nav.rest({ sortBy: 'title' })}</SidebarScrollWrapper>
            </SidebarGroup>
            <SidebarSpace />
            <SidebarDivider />
            <NotificationsSidebarItem />
            <SidebarDivider />
            <SidebarGroup label="Settings" icon={<UserSettingsSignInAvatar />} to="/settings">
              {nav.take('page:user-settings')}
            </SidebarGroup>
          </Sidebar>
        </div>
      );
    },
  },
});

/** The sidebar: search, the catalog, Interconnect, then everything else. */
export const navModule = createFrontendModule({ pluginId: 'app', extensions: [navContent] });
