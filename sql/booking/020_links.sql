-- Links to a booking that were mailed can be taken back. Each is signed with a number of its booking; one without a number, as they were before, has the number 0.

ALTER TABLE booking ADD COLUMN link_no INT NOT NULL DEFAULT 0 COMMENT 'of its link; raised when its e-mail address changes: links of lower numbers are over';

-- A browser that came by a link sees the booking as long as that link is the booking's.
ALTER TABLE booking_access ADD COLUMN link_no INT NOT NULL DEFAULT 0 COMMENT 'full: of the link that was opened',
  ALGORITHM = INSTANT;

-- What was still to tell a former address that it is one, with the link, tells it without.
UPDATE outbox o JOIN booking b ON b.id = o.booking_id SET o.kind = 'booking_moved' WHERE o.sent_at IS NULL AND o.kind = 'booking_changed' AND o.recipient <> b.email;

