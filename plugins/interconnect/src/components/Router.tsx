import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useTexts } from '../hooks/useTexts';
import {
  clustersRouteRef,
  homeRouteRef,
  networkRouteRef,
  requestRouteRef,
  rolloutRouteRef,
} from '../routes';
import { Loading, NotFound } from './common/fallbacks';
import styles from './Router.module.css';

const HomePage = lazy(() => import('./NetworksPage/HomePage').then(m => ({ default: m.HomePage })));
const NetworksPage = lazy(() =>
  import('./NetworksPage/NetworksPage').then(m => ({ default: m.NetworksPage })),
);
const NetworkPage = lazy(() =>
  import('./NetworkPage/NetworkPage').then(m => ({ default: m.NetworkPage })),
);
const RolloutPage = lazy(() =>
  import('./RolloutPage/RolloutPage').then(m => ({ default: m.RolloutPage })),
);
const RequestPage = lazy(() =>
  import('./RequestPage/RequestPage').then(m => ({ default: m.RequestPage })),
);
const ClustersPage = lazy(() =>
  import('./ClustersPage/ClustersPage').then(m => ({ default: m.ClustersPage })),
);

/**
 * All pages of the plugin, below the path where it is mounted; the same in both frontend systems. A
 * page that is added: a `lazy` above, a `Route` with the path of its route ref below, before the
 * one of the network, which takes what is left.
 */
export function Router() {
  const t = useTexts();
  return (
    <div className={styles.pages}>
      <Suspense fallback={<Loading label={t('loading.page')} />}>
        <Routes>
          <Route path="/" element={<NetworksPage />} />
          <Route path={homeRouteRef.path} element={<HomePage />} />
          <Route path={clustersRouteRef.path} element={<ClustersPage />} />
          <Route path={requestRouteRef.path} element={<RequestPage />} />
          <Route path={rolloutRouteRef.path} element={<RolloutPage />} />
          <Route path={`${networkRouteRef.path}/*`} element={<NetworkPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </div>
  );
}
