-- What a customer corrects or gives up of a booking. Nothing is deleted: a row keeps what was sold, and says what holds now.

ALTER TABLE passenger
  ADD COLUMN sold_given_name VARCHAR(100) NULL COMMENT 'as sold, once the name was corrected',
  ADD COLUMN sold_surname    VARCHAR(100) NULL COMMENT 'NULL: never corrected',
  ADD COLUMN cancelled_at    DATETIME(6) NULL COMMENT 'NULL: travels';

ALTER TABLE segment
  ADD COLUMN cancelled_at DATETIME(6) NULL COMMENT 'by the customer; NULL: it is flown';

ALTER TABLE booking
  ADD COLUMN name_corrections TINYINT NOT NULL DEFAULT 0,
  ADD COLUMN credit_minor     BIGINT NOT NULL DEFAULT 0 COMMENT 'of total_minor: not owed any more, for what was cancelled alone',
  ADD CONSTRAINT booking_credit CHECK (credit_minor BETWEEN 0 AND total_minor);

ALTER TABLE ledger MODIFY COLUMN kind ENUM('sale','payment','refund','credit') CHARACTER SET ascii NOT NULL;
