-- The tables of the Node and the PHP peer: what such a project would have. A seat is a row from the beginning, and whoever takes it locks it.

CREATE TABLE airports (
  code     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name     VARCHAR(120) NOT NULL,
  city     VARCHAR(80) NOT NULL,
  country  CHAR(2) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE aircraft (
  code  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name  VARCHAR(80) NOT NULL,
  PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The seats of each aircraft: copied to `seats` for each of its departures.
CREATE TABLE aircraft_seats (
  aircraft_code  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seat_no        VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  row_no         TINYINT UNSIGNED NOT NULL,
  letter         CHAR(1) CHARACTER SET ascii NOT NULL,
  place          ENUM('window','middle','aisle') CHARACTER SET ascii NOT NULL,
  is_exit        BOOLEAN NOT NULL,
  PRIMARY KEY (aircraft_code, seat_no),
  CONSTRAINT aircraft_seats_aircraft FOREIGN KEY (aircraft_code) REFERENCES aircraft (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE departures (
  id                  BIGINT NOT NULL AUTO_INCREMENT,
  flight_no           VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  departs_on          DATE NOT NULL,
  origin              CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  destination         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  departs_at          DATETIME NOT NULL,
  arrives_at          DATETIME NOT NULL,
  origin_offset       SMALLINT NOT NULL COMMENT 'minutes from UTC',
  destination_offset  SMALLINT NOT NULL,
  aircraft_code       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state               ENUM('scheduled','cancelled','departed') CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY departures_name (flight_no, departs_on),
  KEY departures_route (origin, destination, departs_on),
  CONSTRAINT departures_origin FOREIGN KEY (origin) REFERENCES airports (code),
  CONSTRAINT departures_destination FOREIGN KEY (destination) REFERENCES airports (code),
  CONSTRAINT departures_aircraft FOREIGN KEY (aircraft_code) REFERENCES aircraft (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE fares (
  id                BIGINT NOT NULL AUTO_INCREMENT,
  departure_id      BIGINT NOT NULL,
  basis             VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  currency          CHAR(3) CHARACTER SET ascii NOT NULL,
  fare_minor        INT NOT NULL,
  taxes             VARCHAR(400) CHARACTER SET ascii NOT NULL COMMENT 'DE=832 XA=192',
  taxes_minor       INT NOT NULL,
  total_minor       INT NOT NULL COMMENT 'of one adult',
  is_refundable     BOOLEAN NOT NULL,
  change_fee_minor  INT NOT NULL,
  cancel_fee_minor  INT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY fares_basis (departure_id, basis),
  CONSTRAINT fares_departure FOREIGN KEY (departure_id) REFERENCES departures (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE sessions (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  token       CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY sessions_token (token)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE holds (
  id           BIGINT NOT NULL AUTO_INCREMENT,
  ref          CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_id   BIGINT NOT NULL,
  state        ENUM('open','used','released') CHARACTER SET ascii NOT NULL,
  version      INT NOT NULL DEFAULT 1,
  placed_at    DATETIME(3) NOT NULL,
  expires_at   DATETIME(3) NOT NULL,
  adults       TINYINT NOT NULL,
  currency     CHAR(3) CHARACTER SET ascii NOT NULL,
  total_minor  INT NOT NULL,
  email        VARCHAR(254) NULL,
  phone        VARCHAR(40) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY holds_ref (ref),
  KEY holds_session (session_id),
  KEY holds_expiry (state, expires_at),
  CONSTRAINT holds_session FOREIGN KEY (session_id) REFERENCES sessions (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE seats (
  departure_id  BIGINT NOT NULL,
  seat_no       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  row_no        TINYINT UNSIGNED NOT NULL,
  letter        CHAR(1) CHARACTER SET ascii NOT NULL,
  place         ENUM('window','middle','aisle') CHARACTER SET ascii NOT NULL,
  is_exit       BOOLEAN NOT NULL,
  state         ENUM('free','held','sold','blocked') CHARACTER SET ascii NOT NULL DEFAULT 'free',
  hold_id       BIGINT NULL,
  passenger_no  TINYINT NULL,
  held_until    DATETIME(3) NULL COMMENT 'held only: from then on it is free again',
  PRIMARY KEY (departure_id, seat_no),
  KEY seats_hold (hold_id),
  CONSTRAINT seats_departure FOREIGN KEY (departure_id) REFERENCES departures (id),
  CONSTRAINT seats_hold FOREIGN KEY (hold_id) REFERENCES holds (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE hold_segments (
  hold_id           BIGINT NOT NULL,
  position          TINYINT NOT NULL,
  departure_id      BIGINT NOT NULL,
  basis             VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_refundable     BOOLEAN NOT NULL,
  change_fee_minor  INT NOT NULL,
  cancel_fee_minor  INT NOT NULL,
  PRIMARY KEY (hold_id, position),
  KEY hold_segments_departure (departure_id),
  CONSTRAINT hold_segments_hold FOREIGN KEY (hold_id) REFERENCES holds (id),
  CONSTRAINT hold_segments_departure FOREIGN KEY (departure_id) REFERENCES departures (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE price_lines (
  hold_id       BIGINT NOT NULL,
  line_no       TINYINT NOT NULL,
  kind          ENUM('fare','tax') CHARACTER SET ascii NOT NULL,
  code          VARCHAR(16) CHARACTER SET ascii NOT NULL,
  quantity      TINYINT NOT NULL,
  unit_minor    INT NOT NULL,
  amount_minor  INT NOT NULL,
  PRIMARY KEY (hold_id, line_no),
  CONSTRAINT price_lines_hold FOREIGN KEY (hold_id) REFERENCES holds (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE passengers (
  hold_id     BIGINT NOT NULL,
  no          TINYINT NOT NULL,
  given_name  VARCHAR(100) NULL,
  surname     VARCHAR(100) NOT NULL,
  born_on     DATE NOT NULL,
  PRIMARY KEY (hold_id, no),
  CONSTRAINT passengers_hold FOREIGN KEY (hold_id) REFERENCES holds (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE bookings (
  id           BIGINT NOT NULL AUTO_INCREMENT,
  locator      CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hold_id      BIGINT NOT NULL,
  session_id   BIGINT NOT NULL,
  state        ENUM('confirmed','cancelled') CHARACTER SET ascii NOT NULL,
  version      INT NOT NULL DEFAULT 1,
  currency     CHAR(3) CHARACTER SET ascii NOT NULL,
  total_minor  INT NOT NULL,
  email        VARCHAR(254) NOT NULL,
  phone        VARCHAR(40) NULL,
  created_at   DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY bookings_locator (locator),
  UNIQUE KEY bookings_hold (hold_id),
  KEY bookings_session (session_id),
  CONSTRAINT bookings_hold FOREIGN KEY (hold_id) REFERENCES holds (id),
  CONSTRAINT bookings_session FOREIGN KEY (session_id) REFERENCES sessions (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One passenger on one departure. The seat has no unique key here: that nobody sits on another's lap is what the row locks are for.
CREATE TABLE tickets (
  booking_id    BIGINT NOT NULL,
  departure_id  BIGINT NOT NULL,
  passenger_no  TINYINT NOT NULL,
  seat_no       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  identity      VARCHAR(210) COLLATE utf8mb4_general_ci NOT NULL COMMENT 'of a name what counts: the same person is on a departure once',
  born_on       DATE NOT NULL,
  PRIMARY KEY (booking_id, departure_id, passenger_no),
  UNIQUE KEY tickets_person (departure_id, identity, born_on),
  CONSTRAINT tickets_booking FOREIGN KEY (booking_id) REFERENCES bookings (id),
  CONSTRAINT tickets_departure FOREIGN KEY (departure_id) REFERENCES departures (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A form that had its effect, and the answer it got.
CREATE TABLE clicks (
  session_id   BIGINT NOT NULL,
  form_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the fields',
  answer       VARCHAR(200) CHARACTER SET ascii NOT NULL,
  created_at   DATETIME(3) NOT NULL,
  PRIMARY KEY (session_id, form_key),
  CONSTRAINT clicks_session FOREIGN KEY (session_id) REFERENCES sessions (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE audit_events (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  at          DATETIME(3) NOT NULL,
  request_id  VARCHAR(64) CHARACTER SET ascii NOT NULL,
  subject     ENUM('hold','booking') CHARACTER SET ascii NOT NULL,
  subject_id  BIGINT NOT NULL,
  version     INT NOT NULL,
  what        VARCHAR(40) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (id),
  KEY audit_events_subject (subject, subject_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE outbox (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  kind        VARCHAR(40) CHARACTER SET ascii NOT NULL,
  booking_id  BIGINT NOT NULL,
  recipient   VARCHAR(254) NOT NULL,
  created_at  DATETIME(3) NOT NULL,
  sent_at     DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY outbox_due (sent_at, id),
  CONSTRAINT outbox_booking FOREIGN KEY (booking_id) REFERENCES bookings (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
