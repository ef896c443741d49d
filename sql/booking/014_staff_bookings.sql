-- What staff need to find bookings, and what they write about them.

-- Addresses are found in any case.
ALTER TABLE booking
  ADD COLUMN email_folded VARCHAR(254) AS (LOWER(email)) VIRTUAL,
  ADD KEY booking_email (email_folded, id);

-- What was agreed to go back and did ("payout"); and of passengers who got a booking of their own their price ("split") and what was paid for them ("transfer"), each less here, more there: nothing was sold or paid.
ALTER TABLE ledger MODIFY COLUMN kind ENUM('sale','payment','refund','credit','payout','split','transfer') CHARACTER SET ascii NOT NULL;

-- Append-only.
CREATE TABLE booking_note (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  booking_id  BIGINT NOT NULL,
  at          DATETIME(6) NOT NULL,
  actor       VARCHAR(80) NOT NULL COMMENT 'name of a member of staff',
  words       VARCHAR(2000) NOT NULL,
  PRIMARY KEY (id),
  KEY booking_note_booking (booking_id, id),
  CONSTRAINT booking_note_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Whoever acts for customers locks their rows; of what an account has, nothing is seen through this.
CREATE SQL SECURITY DEFINER VIEW customer_row AS SELECT id, version FROM customer;
