-- Links to a booking that were mailed can be taken back. Each is signed with a number of its booking; one without a number, as they were before, has the number 0.

ALTER TABLE booking
  ADD COLUMN link_no INT NOT NULL DEFAULT 0 COMMENT 'of its link; raised when its e-mail address changes: links of lower numbers are over',
  ADD CONSTRAINT booking_link CHECK (link_no >= 0);

-- A browser that came by a link sees the booking as long as that link is the booking's.
ALTER TABLE booking_access ADD COLUMN link_no INT NOT NULL DEFAULT 0 COMMENT 'full: of the link that was opened';
