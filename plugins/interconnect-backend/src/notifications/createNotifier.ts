import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { RolloutFold } from '../projection/RolloutFold';
import { approvalNotices } from './approvalNotices';

/**
 * Tells people about approvals when the projection has saved news. Nobody waits for it, and nothing depends on it: a portal
 * without notifications, or whose notifications fail, is told of in the log once until they work again. Several replicas
 * that tell the same tell it once, because of the notifications' scopes.
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
