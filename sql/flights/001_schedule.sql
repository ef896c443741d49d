-- What the flight service knows: places, aircraft with their seat plans, departures and what they cost.

CREATE TABLE airport (
  code CHAR(3) NOT NULL,
  name VARCHAR(120) NOT NULL,
  city VARCHAR(80) NOT NULL,
  country CHAR(2) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  latitude_e6 INT NOT NULL,
  longitude_e6 INT NOT NULL,
  PRIMARY KEY (code),
  CONSTRAINT airport_code CHECK (code REGEXP '^[A-Z]{3}$'),
  CONSTRAINT airport_country CHECK (country REGEXP '^[A-Z]{2}$'),
  CONSTRAINT airport_latitude CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
  CONSTRAINT airport_longitude CHECK (longitude_e6 BETWEEN -180000000 AND 180000000)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE aircraft (
  code VARCHAR(4) NOT NULL,
  name VARCHAR(80) NOT NULL,
  cruise_kmh INT NOT NULL,
  PRIMARY KEY (code),
  CONSTRAINT aircraft_code CHECK (code REGEXP '^[A-Z0-9]{3,4}$'),
  CONSTRAINT aircraft_cruise CHECK (cruise_kmh BETWEEN 100 AND 3000)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A cabin's seats: rows by letters (a space is an aisle), without the missing ones. Lists are separated by single spaces.
CREATE TABLE cabin (
  aircraft VARCHAR(4) NOT NULL,
  code CHAR(1) NOT NULL,
  name VARCHAR(80) NOT NULL,
  first_row INT NOT NULL,
  last_row INT NOT NULL,
  letters VARCHAR(20) NOT NULL,
  exit_rows VARCHAR(200) NOT NULL,
  missing VARCHAR(1000) NOT NULL,
  PRIMARY KEY (aircraft, code),
  CONSTRAINT cabin_of_aircraft FOREIGN KEY (aircraft) REFERENCES aircraft (code),
  CONSTRAINT cabin_code CHECK (code REGEXP '^[A-Z]$'),
  CONSTRAINT cabin_rows CHECK (first_row >= 1 AND last_row >= first_row AND last_row <= 99),
  CONSTRAINT cabin_letters CHECK (letters REGEXP '^[A-HJ-Z]+( [A-HJ-Z]+)*$')
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A flight on one local date at its origin. The date is its name for ever; the instants may move.
CREATE TABLE departure (
  flight_no VARCHAR(8) NOT NULL,
  departs_on DATE NOT NULL,
  origin CHAR(3) NOT NULL,
  destination CHAR(3) NOT NULL,
  departs_at DATETIME(6) NOT NULL,
  arrives_at DATETIME(6) NOT NULL,
  state VARCHAR(10) NOT NULL,
  version INT NOT NULL,
  aircraft VARCHAR(4) NOT NULL,
  PRIMARY KEY (flight_no, departs_on),
  KEY departure_by_route (origin, destination, departs_on),
  KEY departure_by_date (departs_on, flight_no),
  CONSTRAINT departure_origin FOREIGN KEY (origin) REFERENCES airport (code),
  CONSTRAINT departure_destination FOREIGN KEY (destination) REFERENCES airport (code),
  CONSTRAINT departure_aircraft FOREIGN KEY (aircraft) REFERENCES aircraft (code),
  CONSTRAINT departure_flight_no CHECK (flight_no REGEXP '^[A-Z0-9]{2}[1-9][0-9]{0,3}$'),
  CONSTRAINT departure_route CHECK (origin <> destination),
  CONSTRAINT departure_times CHECK (arrives_at > departs_at),
  CONSTRAINT departure_state CHECK (state IN ('scheduled', 'retimed', 'cancelled')),
  CONSTRAINT departure_version CHECK (version >= 1)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE fare (
  flight_no VARCHAR(8) NOT NULL,
  departs_on DATE NOT NULL,
  basis VARCHAR(12) NOT NULL,
  cabin CHAR(1) NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency CHAR(3) NOT NULL,
  is_refundable TINYINT NOT NULL,
  change_fee_minor BIGINT NOT NULL,
  cancel_fee_minor BIGINT NOT NULL,
  PRIMARY KEY (flight_no, departs_on, basis),
  CONSTRAINT fare_of_departure FOREIGN KEY (flight_no, departs_on)
    REFERENCES departure (flight_no, departs_on),
  CONSTRAINT fare_basis CHECK (basis REGEXP '^[A-Z0-9]{1,12}$'),
  CONSTRAINT fare_currency CHECK (currency REGEXP '^[A-Z]{3}$'),
  CONSTRAINT fare_amounts CHECK (amount_minor >= 0 AND change_fee_minor >= 0 AND cancel_fee_minor >= 0),
  CONSTRAINT fare_refundable CHECK (is_refundable IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE fare_tax (
  flight_no VARCHAR(8) NOT NULL,
  departs_on DATE NOT NULL,
  basis VARCHAR(12) NOT NULL,
  code CHAR(2) NOT NULL,
  amount_minor BIGINT NOT NULL,
  PRIMARY KEY (flight_no, departs_on, basis, code),
  CONSTRAINT tax_of_fare FOREIGN KEY (flight_no, departs_on, basis)
    REFERENCES fare (flight_no, departs_on, basis),
  CONSTRAINT tax_code CHECK (code REGEXP '^[A-Z0-9]{2}$'),
  CONSTRAINT tax_amount CHECK (amount_minor >= 0)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The last cursor given out. Who writes locks this row first and holds it to the COMMIT: cursors become visible in their order.
CREATE TABLE feed_head (
  id TINYINT NOT NULL,
  last_cursor BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT feed_head_one CHECK (id = 1),
  CONSTRAINT feed_head_cursor CHECK (last_cursor >= 0)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO feed_head (id, last_cursor) VALUES (1, 0);

-- One line for each version of each departure, from 1 without gaps; append-only.
CREATE TABLE departure_change (
  feed_cursor BIGINT NOT NULL,
  flight_no VARCHAR(8) NOT NULL,
  departs_on DATE NOT NULL,
  version INT NOT NULL,
  state VARCHAR(10) NOT NULL,
  changed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (feed_cursor),
  UNIQUE KEY change_version (flight_no, departs_on, version),
  CONSTRAINT change_of_departure FOREIGN KEY (flight_no, departs_on)
    REFERENCES departure (flight_no, departs_on)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
