import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { RolloutFold } from '../projection/RolloutFold';
import { approvalNotices } from './approvalNotices';

/**
 * Notifies people about approvals when the projection has saved news. Nothing waits for it or
 * depends on it. When notifications are missing or fail, one line in the log says so until they
 * work again. The scope of a notification makes replicas send each of them only once.
 */
export function createNotifier(services: {
  notifications: NotificationService;
  logger: LoggerService;
}): (before: RolloutFold, after: RolloutFold) => void {
  const { notifications, logger } = services;
  let isFailing = false;

  async function send(notice: Parameters<NotificationService['send']>[0]) {
    try {
      await notifications.send(notice);
      isFailing = false;
    } catch (error) {
      const log = isFailing ? logger.debug : logger.warn;
      isFailing = true;
      log.call(
        logger,
        `People are not told about approvals as long as notifications cannot be sent: ${(error as Error).message}`,
      );
    }
  }

  return (before, after) => {
    for (const notice of approvalNotices(before, after)) {
      void send(notice);
    }
  };
}
