/** How EspoCRM 7.x says that there were too many wrong log-ins; later versions give no reason (espocrm-api.md#lock-out). */
export const LOCKED_OUT = /^Max failed login attempts/;
