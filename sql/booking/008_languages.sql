-- In which language a customer is written to.

ALTER TABLE booking ADD COLUMN language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en' COMMENT 'of who booked: what the airline changes is told in it';

ALTER TABLE outbox ADD COLUMN language VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'en' COMMENT 'of the mail';
