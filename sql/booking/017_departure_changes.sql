-- What staff ask of the flight service about a departure, and what a change of it is followed by: passengers who are told, and seated anew.

-- Written before the service is asked, so that an answer that is lost is looked for; the same click is the same row.
CREATE TABLE departure_order (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  actor         VARCHAR(80) NOT NULL COMMENT 'name of a member of staff',
  form_key      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint   BINARY(32) NOT NULL COMMENT 'of the form',
  kind          ENUM('create','retime','cancel','aircraft') CHARACTER SET ascii NOT NULL,
  flight_no     VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  departs_on    DATE NOT NULL,
  seen_version  BIGINT NOT NULL COMMENT 'at the flight service, which the change is made from; 0: there was none',
  departs_at    DATETIME(6) NULL COMMENT 'asked for',
  arrives_at    DATETIME(6) NULL,
  aircraft_code VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
  state         ENUM('asked','made','refused') CHARACTER SET ascii NOT NULL COMMENT 'asked: it is not known yet',
  answer        VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'why it was refused',
  request_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked_at      DATETIME(6) NOT NULL,
  settled_at    DATETIME(6) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY departure_order_click (actor, form_key),
  KEY departure_order_departure (flight_no, departs_on, id),
  KEY departure_order_open (state, asked_at),
  CONSTRAINT departure_order_settled CHECK ((state = 'asked') = (settled_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A change that booking has learned, from whomever it came, until everybody was told and seated. Written with what was learned.
CREATE TABLE departure_work (
  id                       BIGINT NOT NULL AUTO_INCREMENT,
  departure_id             BIGINT NOT NULL,
  service_version          BIGINT NOT NULL COMMENT 'the one that was learned',
  was_departs_at           DATETIME(6) NOT NULL COMMENT 'UTC, as are all of these: each passenger is told in another language',
  was_arrives_at           DATETIME(6) NOT NULL,
  was_origin_offset        SMALLINT NOT NULL COMMENT 'minutes from UTC',
  was_destination_offset   SMALLINT NOT NULL,
  departs_at               DATETIME(6) NOT NULL,
  arrives_at               DATETIME(6) NOT NULL,
  origin_offset            SMALLINT NOT NULL,
  destination_offset       SMALLINT NOT NULL,
  is_cancelled             BOOLEAN NOT NULL COMMENT 'by this change',
  is_news                  BOOLEAN NOT NULL COMMENT 'for every booking: other times, or cancelled',
  is_reseating             BOOLEAN NOT NULL COMMENT 'another seat plan',
  state                    ENUM('open','done') CHARACTER SET ascii NOT NULL,
  learned_at               DATETIME(6) NOT NULL,
  done_at                  DATETIME(6) NULL,
  PRIMARY KEY (id),
  KEY departure_work_departure (departure_id, id),
  KEY departure_work_open (state, id),
  CONSTRAINT departure_work_departure FOREIGN KEY (departure_id) REFERENCES departure (id),
  CONSTRAINT departure_work_done CHECK ((state = 'done') = (done_at IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The seat plan that there was before: who had a window is to get one.
CREATE TABLE departure_work_cabin (
  work_id    BIGINT NOT NULL,
  code       VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position   SMALLINT NOT NULL,
  name       VARCHAR(40) NOT NULL,
  first_row  SMALLINT NOT NULL,
  last_row   SMALLINT NOT NULL,
  letters    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  exit_rows  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  missing    VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (work_id, code),
  CONSTRAINT departure_work_cabin_work FOREIGN KEY (work_id) REFERENCES departure_work (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Bookings that a change concerns, each once: told when its mail was written, and its seats were decided. Who has nothing to be told that was not told before gets no mail.
CREATE TABLE departure_told (
  work_id     BIGINT NOT NULL,
  booking_id  BIGINT NOT NULL,
  told_at     DATETIME(6) NULL COMMENT 'NULL: not yet',
  is_silent   BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'decided without a mail',
  PRIMARY KEY (work_id, booking_id),
  KEY departure_told_booking (booking_id),
  CONSTRAINT departure_told_work FOREIGN KEY (work_id) REFERENCES departure_work (id),
  CONSTRAINT departure_told_booking FOREIGN KEY (booking_id) REFERENCES booking (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who was seated anew, and who lost a seat.
CREATE TABLE departure_reseat (
  work_id       BIGINT NOT NULL,
  booking_id    BIGINT NOT NULL,
  passenger_no  TINYINT NOT NULL,
  from_seat     VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_seat       VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: there was none left',
  PRIMARY KEY (work_id, booking_id, passenger_no),
  CONSTRAINT departure_reseat_told FOREIGN KEY (work_id, booking_id) REFERENCES departure_told (work_id, booking_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
