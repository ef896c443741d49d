-- At the gate: who is checked in and who is on board, and when a flight was closed.

-- What was done about a passenger at the gate of one departure; who has no row has not been there yet (open, version 0). It belongs to the coupon of the same key, and stays when that goes.
CREATE TABLE boarding (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  departure_id  BIGINT NOT NULL,
  booking_id    BIGINT NOT NULL,
  passenger_no  TINYINT NOT NULL,
  state         ENUM('open','checked_in','boarded','no_show') CHARACTER SET ascii NOT NULL COMMENT 'no_show: was not on board when the flight was closed',
  version       BIGINT NOT NULL DEFAULT 1 COMMENT 'one event for each',
  changed_at    DATETIME(6) NOT NULL,
  changed_by    VARCHAR(80) NOT NULL COMMENT 'name of a member of staff',
  PRIMARY KEY (id),
  UNIQUE KEY boarding_passenger (departure_id, booking_id, passenger_no),
  KEY boarding_booking (booking_id),
  CONSTRAINT boarding_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT boarding_booking FOREIGN KEY (booking_id) REFERENCES booking (id),
  CONSTRAINT boarding_version CHECK (version >= 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- From then on nobody changes anything on it: no check-in, no boarding, no seat, no cancellation.
ALTER TABLE departure ADD COLUMN gate_closed_at DATETIME(6) NULL COMMENT 'closed at the gate, for good; NULL: open';

-- A coupon's versions are those of its row in boarding.
ALTER TABLE event MODIFY COLUMN subject ENUM('hold','booking','departure','coupon') CHARACTER SET ascii NOT NULL;
