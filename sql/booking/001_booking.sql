-- The booking database: who has bought what. What is sold (airports, departures, fares) belongs to the flight service; `departure` here is
-- booking's own record of those departures that it holds or sold seats on.

CREATE TABLE customer (
  id             BIGINT NOT NULL AUTO_INCREMENT,
  email          VARCHAR(254) NULL COMMENT 'NULL: a guest, known by browser only',
  email_folded   VARCHAR(254) NULL,
  password_hash  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at     DATETIME(6) NOT NULL,
  version        BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE KEY customer_email (email_folded),
  CONSTRAINT customer_account CHECK ((email IS NULL) = (password_hash IS NULL) AND (email IS NULL) = (email_folded IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE browser (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  token_digest  BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie',
  customer_id   BIGINT NOT NULL,
  created_at    DATETIME(6) NOT NULL,
  signed_in_at  DATETIME(6) NULL,
  seen_at       DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY browser_token (token_digest),
  KEY browser_customer (customer_id),
  CONSTRAINT browser_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE account_token (
  token_digest  BINARY(32) NOT NULL,
  customer_id   BIGINT NOT NULL,
  expires_at    DATETIME(6) NOT NULL,
  PRIMARY KEY (token_digest),
  KEY account_token_customer (customer_id),
  CONSTRAINT account_token_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE departure (
  id                  BIGINT NOT NULL AUTO_INCREMENT,
  flight_no           VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  departs_on          DATE NOT NULL COMMENT 'local at the origin; with flight_no its name, whatever its times become',
  origin              CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  destination         CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  departs_at          DATETIME(6) NOT NULL,
  arrives_at          DATETIME(6) NOT NULL,
  origin_offset       SMALLINT NOT NULL COMMENT 'minutes from UTC at departs_at',
  destination_offset  SMALLINT NOT NULL,
  state               ENUM('scheduled','retimed','cancelled','departed') CHARACTER SET ascii NOT NULL,
  sales               ENUM('open','closed') CHARACTER SET ascii NOT NULL DEFAULT 'open' COMMENT 'closed by staff',
  service_version     BIGINT NOT NULL COMMENT 'version at the flight service',
  version             BIGINT NOT NULL DEFAULT 1,
  aircraft_code       VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  aircraft_name       VARCHAR(80) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY departure_name (flight_no, departs_on),
  KEY departure_route (origin, destination, departs_on),
  CONSTRAINT departure_times CHECK (arrives_at > departs_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE departure_cabin (
  departure_id  BIGINT NOT NULL,
  code          VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position      SMALLINT NOT NULL,
  name          VARCHAR(40) NOT NULL,
  first_row     SMALLINT NOT NULL,
  last_row      SMALLINT NOT NULL,
  letters       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  exit_rows     VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'space separated',
  missing       VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'space separated',
  seats         SMALLINT NOT NULL COMMENT 'how many there are',
  PRIMARY KEY (departure_id, code),
  CONSTRAINT departure_cabin_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT departure_cabin_rows CHECK (first_row BETWEEN 1 AND last_row AND last_row <= 99 AND seats > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE hold (
  id           BIGINT NOT NULL AUTO_INCREMENT,
  ref          CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer_id  BIGINT NOT NULL,
  browser_id   BIGINT NOT NULL,
  address      VARBINARY(45) NOT NULL COMMENT 'of the client, as text',
  state        ENUM('open','used','released','expired') CHARACTER SET ascii NOT NULL,
  version      BIGINT NOT NULL DEFAULT 1,
  placed_at    DATETIME(6) NOT NULL COMMENT 'first placing: two hours from here end every extension',
  expires_at   DATETIME(6) NOT NULL,
  ended_at     DATETIME(6) NULL,
  adults       TINYINT NOT NULL,
  children     TINYINT NOT NULL,
  infants      TINYINT NOT NULL,
  currency     CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total_minor  BIGINT NOT NULL,
  email        VARCHAR(254) NULL,
  phone        VARCHAR(40) NULL,
  sold_seats   VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'full names as sold, or as kept when the time was over; empty until then',
  PRIMARY KEY (id),
  UNIQUE KEY hold_ref (ref),
  KEY hold_customer (customer_id, state, expires_at),
  KEY hold_browser (browser_id, state, expires_at),
  KEY hold_address (address, state, expires_at),
  KEY hold_expiry (state, expires_at),
  CONSTRAINT hold_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
  CONSTRAINT hold_browser FOREIGN KEY (browser_id) REFERENCES browser (id),
  CONSTRAINT hold_party CHECK (adults >= 0 AND children >= 0 AND adults + children BETWEEN 1 AND 9 AND infants BETWEEN 0 AND adults),
  CONSTRAINT hold_total CHECK (total_minor >= 0),
  CONSTRAINT hold_end CHECK ((state = 'open') = (ended_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Segments, passengers and price lines belong to the hold and, once it is used, to the booking made from it (booking.hold_id): they are written once.
CREATE TABLE segment (
  hold_id           BIGINT NOT NULL,
  position          TINYINT NOT NULL COMMENT 'travel order, from 1',
  departure_id      BIGINT NOT NULL,
  told_departs_at   DATETIME(6) NOT NULL COMMENT 'what the customer was told',
  told_arrives_at   DATETIME(6) NOT NULL,
  cabin             VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  basis             VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_refundable     BOOLEAN NOT NULL,
  change_fee_minor  BIGINT NOT NULL,
  cancel_fee_minor  BIGINT NOT NULL,
  PRIMARY KEY (hold_id, position),
  UNIQUE KEY segment_departure (departure_id, hold_id),
  CONSTRAINT segment_hold FOREIGN KEY (hold_id) REFERENCES hold (id),
  CONSTRAINT segment_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT segment_position CHECK (position BETWEEN 1 AND 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE price_line (
  hold_id       BIGINT NOT NULL,
  line_no       SMALLINT NOT NULL,
  position      TINYINT NOT NULL,
  kind          ENUM('fare','tax') CHARACTER SET ascii NOT NULL,
  code          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type          ENUM('adult','child','infant') CHARACTER SET ascii NOT NULL,
  quantity      TINYINT NOT NULL,
  unit_minor    BIGINT NOT NULL,
  amount_minor  BIGINT NOT NULL,
  PRIMARY KEY (hold_id, line_no),
  CONSTRAINT price_line_segment FOREIGN KEY (hold_id, position) REFERENCES segment (hold_id, position),
  CONSTRAINT price_line_amount CHECK (amount_minor = unit_minor * quantity AND unit_minor >= 0 AND quantity > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE passenger (
  hold_id     BIGINT NOT NULL,
  no          TINYINT NOT NULL COMMENT 'adults, children, infants; those with seats first',
  type        ENUM('adult','child','infant') CHARACTER SET ascii NOT NULL,
  given_name  VARCHAR(100) NULL,
  surname     VARCHAR(100) NOT NULL,
  born_on     DATE NOT NULL,
  identity    VARCHAR(400) NOT NULL COMMENT 'folded given name and surname',
  surname_folded VARCHAR(200) NOT NULL,
  PRIMARY KEY (hold_id, no),
  KEY passenger_surname (surname_folded),
  CONSTRAINT passenger_hold FOREIGN KEY (hold_id) REFERENCES hold (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE booking (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  locator       CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hold_id       BIGINT NOT NULL,
  customer_id   BIGINT NOT NULL,
  state         ENUM('pending','confirmed','cancelled','expired') CHARACTER SET ascii NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    DATETIME(6) NOT NULL,
  cancelled_at  DATETIME(6) NULL,
  currency      CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total_minor   BIGINT NOT NULL,
  paid_minor    BIGINT NOT NULL DEFAULT 0,
  refund_minor  BIGINT NOT NULL DEFAULT 0,
  email         VARCHAR(254) NOT NULL,
  phone         VARCHAR(40) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY booking_locator (locator),
  UNIQUE KEY booking_hold (hold_id),
  KEY booking_customer (customer_id, id),
  CONSTRAINT booking_hold FOREIGN KEY (hold_id) REFERENCES hold (id),
  CONSTRAINT booking_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
  CONSTRAINT booking_end CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  CONSTRAINT booking_money CHECK (total_minor >= 0 AND paid_minor BETWEEN 0 AND total_minor AND refund_minor BETWEEN 0 AND paid_minor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A taken seat is a row, a free seat is none. The primary key is the promise: a second owner cannot be written down.
CREATE TABLE seat_claim (
  departure_id  BIGINT NOT NULL,
  seat_no       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '12A',
  cabin         VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state         ENUM('held','sold','blocked') CHARACTER SET ascii NOT NULL,
  hold_id       BIGINT NULL,
  passenger_no  TINYINT NULL,
  booking_id    BIGINT NULL,
  held_until    DATETIME(6) NULL COMMENT 'held only: the hold''s expires_at; from then on the row counts as free and is taken over in place',
  PRIMARY KEY (departure_id, seat_no),
  UNIQUE KEY seat_claim_owner (hold_id, departure_id, passenger_no),
  KEY seat_claim_booking (booking_id),
  CONSTRAINT seat_claim_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT seat_claim_hold FOREIGN KEY (hold_id) REFERENCES hold (id),
  CONSTRAINT seat_claim_booking FOREIGN KEY (booking_id) REFERENCES booking (id),
  CONSTRAINT seat_claim_state CHECK (
    (state = 'held' AND hold_id IS NOT NULL AND passenger_no IS NOT NULL AND booking_id IS NULL AND held_until IS NOT NULL) OR
    (state = 'sold' AND hold_id IS NOT NULL AND passenger_no IS NOT NULL AND booking_id IS NOT NULL AND held_until IS NULL) OR
    (state = 'blocked' AND hold_id IS NULL AND passenger_no IS NULL AND booking_id IS NULL AND held_until IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What happened to each seat, append-only. Rows of a departure + its held rows that are over = the revision of its seat map: it only grows, and two
-- buyers of one departure never wait for each other to count.
CREATE TABLE seat_event (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  departure_id  BIGINT NOT NULL,
  seat_no       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  at            DATETIME(6) NOT NULL,
  what          ENUM('held','sold','moved','released','expired','cancelled','blocked','unblocked') CHARACTER SET ascii NOT NULL,
  hold_id       BIGINT NULL,
  PRIMARY KEY (id),
  KEY seat_event_departure (departure_id, seat_no),
  CONSTRAINT seat_event_departure FOREIGN KEY (departure_id) REFERENCES departure (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One passenger of a live booking on one departure (a flight coupon). The unique key is the rule: the same person is on a departure once.
CREATE TABLE coupon (
  departure_id  BIGINT NOT NULL,
  identity      VARCHAR(400) NOT NULL,
  born_on       DATE NOT NULL,
  booking_id    BIGINT NOT NULL,
  passenger_no  TINYINT NOT NULL,
  PRIMARY KEY (departure_id, booking_id, passenger_no),
  UNIQUE KEY coupon_passenger (departure_id, identity, born_on),
  KEY coupon_booking (booking_id),
  CONSTRAINT coupon_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT coupon_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Money that was agreed or moved, append-only: the sum of 'sale' is the booking's total.
CREATE TABLE ledger (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  booking_id    BIGINT NOT NULL,
  at            DATETIME(6) NOT NULL,
  kind          ENUM('sale','payment','refund') CHARACTER SET ascii NOT NULL,
  amount_minor  BIGINT NOT NULL,
  currency      CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (id),
  KEY ledger_booking (booking_id),
  CONSTRAINT ledger_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which browser may see a booking that is not its customer's: after the find form (found) or a signed link (full).
CREATE TABLE booking_access (
  browser_id  BIGINT NOT NULL,
  booking_id  BIGINT NOT NULL,
  view        ENUM('found','full') CHARACTER SET ascii NOT NULL,
  given_at    DATETIME(6) NOT NULL,
  PRIMARY KEY (browser_id, booking_id),
  KEY booking_access_booking (booking_id),
  CONSTRAINT booking_access_browser FOREIGN KEY (browser_id) REFERENCES browser (id),
  CONSTRAINT booking_access_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A click that had its effect, and the answer it got: written in the transaction of the effect, kept for 48 hours.
CREATE TABLE click (
  browser_id   BIGINT NOT NULL,
  form_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint  BINARY(32) NOT NULL,
  answer       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Location of the 303',
  created_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (browser_id, form_key),
  KEY click_age (created_at),
  CONSTRAINT click_browser FOREIGN KEY (browser_id) REFERENCES browser (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every change of a hold, booking or departure: one line for each version, append-only.
CREATE TABLE event (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  at          DATETIME(6) NOT NULL,
  actor       VARCHAR(80) NOT NULL COMMENT 'customer, worker, staff name',
  request_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject     ENUM('hold','booking','departure') CHARACTER SET ascii NOT NULL,
  subject_id  BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  from_state  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_state    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  detail      VARCHAR(1000) NOT NULL DEFAULT '',
  PRIMARY KEY (id),
  UNIQUE KEY event_version (subject, subject_id, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Effects outside the database, written with what caused them and done later by the worker, at least once.
CREATE TABLE outbox (
  id          BIGINT NOT NULL AUTO_INCREMENT,
  kind        ENUM('booking_confirmed','booking_cancelled','booking_changed','booking_link','account_reset','account_exists','account_welcome') CHARACTER SET ascii NOT NULL,
  booking_id  BIGINT NULL,
  recipient   VARCHAR(254) NOT NULL,
  detail      VARCHAR(1000) NOT NULL DEFAULT '',
  created_at  DATETIME(6) NOT NULL,
  due_at      DATETIME(6) NOT NULL,
  attempts    INT NOT NULL DEFAULT 0,
  sent_at     DATETIME(6) NULL,
  last_error  VARCHAR(500) NULL,
  PRIMARY KEY (id),
  KEY outbox_due (sent_at, due_at, id),
  KEY outbox_booking (booking_id),
  CONSTRAINT outbox_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How often something was tried in a minute: subject is what is limited ("find/address/192.0.2.1").
CREATE TABLE throttle (
  subject    VARCHAR(300) NOT NULL,
  minute_at  DATETIME NOT NULL,
  tries      INT NOT NULL,
  PRIMARY KEY (subject, minute_at),
  KEY throttle_age (minute_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Where jobs stand: the cursor of the changes feed.
CREATE TABLE job_state (
  name    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number  BIGINT NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
