// A hold of which the time is over.
import { stack } from './stack.mjs';

// At once, however long it was to last.
export const expire = (ref) => stack.sql(`UPDATE seat_claim c JOIN hold h ON h.id = c.hold_id SET c.held_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, h.expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE h.ref = '${ref}'`);
