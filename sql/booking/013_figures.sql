-- What the first page of staff shows of many days, summed up by the worker day by day: nobody goes through a million bookings to show a page.

-- When a day was summed up: what was committed by then is in its figures.
CREATE TABLE figure_day (
  kind     ENUM('sales','load') CHARACTER SET ascii NOT NULL,
  day      DATE NOT NULL COMMENT 'sales: of UTC; load: local at the origin, as departure.departs_on',
  made_at  DATETIME(6) NOT NULL,
  PRIMARY KEY (kind, day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A row for each currency of a day on which anything was sold, given up, paid or refunded.
CREATE TABLE sales_day (
  day             DATE NOT NULL,
  currency        CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bookings        INT NOT NULL COMMENT 'sold that day, whatever became of them',
  passengers      INT NOT NULL COMMENT 'of these bookings',
  cancelled       INT NOT NULL COMMENT 'bookings cancelled that day, whenever they were sold',
  sold_minor      BIGINT NOT NULL,
  given_up_minor  BIGINT NOT NULL COMMENT 'not owed any more since that day: what was cancelled, less what was kept of it',
  paid_minor      BIGINT NOT NULL,
  refunded_minor  BIGINT NOT NULL,
  PRIMARY KEY (day, currency)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How full a day's departures are, or were in the end; those that are cancelled are counted and nothing else of them.
CREATE TABLE load_day (
  day         DATE NOT NULL,
  departures  INT NOT NULL,
  cancelled   INT NOT NULL,
  seats       INT NOT NULL,
  sold        INT NOT NULL,
  held        INT NOT NULL,
  blocked     INT NOT NULL,
  PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Of the seats sold on a day's departures: how many were sold so long before they left, or earlier. Written once they have.
CREATE TABLE load_day_lead (
  day          DATE NOT NULL,
  days_before  SMALLINT NOT NULL,
  sold         INT NOT NULL,
  PRIMARY KEY (day, days_before)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A day that is not what its rows say is found by its number since 1970; its load by a million more.
ALTER TABLE verify_finding
  MODIFY COLUMN scope ENUM('whole','hold','departure','audit','day') CHARACTER SET ascii NOT NULL,
  MODIFY COLUMN subject_id BIGINT NOT NULL COMMENT 'hold.id, departure.id or staff_audit.seq, which need not exist; the number of a day, and a million more for its load; 0 where it is none';

-- A day's money and cancellations, and the departures that were changed, without reading all there is.
ALTER TABLE ledger ADD KEY ledger_at (at);
ALTER TABLE booking ADD KEY booking_cancelled (cancelled_at);
ALTER TABLE departure ADD KEY departure_changed (state, departs_at);
