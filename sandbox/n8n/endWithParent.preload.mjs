import { endWithParent } from '../../scripts/endWithParent.mjs';

endWithParent(() => process.kill(process.pid, 'SIGTERM'));
