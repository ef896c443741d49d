-- What staff do with departures: seats that are blocked say why, a click of theirs counts once, and lists of departures are read in every order from an index.

ALTER TABLE seat_claim ADD COLUMN reason VARCHAR(200) NULL COMMENT 'blocked: why, as staff said';

-- As `click`, of a member of staff in the place of a browser. Kept for 48 hours.
CREATE TABLE staff_click (
  actor        VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'staff.name',
  form_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint  BINARY(32) NOT NULL,
  answer       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Location of the 303',
  told_again   INT NOT NULL DEFAULT 0 COMMENT 'as of `browser`: what is answered again is on disk then',
  created_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (actor, form_key),
  KEY staff_click_age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- `load_permille` is for the order of lists alone: the worker counts it after seats changed hands. What is sold is counted from the claims.
ALTER TABLE departure
  ADD COLUMN load_permille SMALLINT NOT NULL DEFAULT 0 COMMENT 'seats sold of a thousand, as the worker counted last',
  ADD KEY departure_load (departs_on, load_permille, state, sales),
  ADD KEY departure_destination (destination, departs_on, departs_at),
  ADD KEY departure_origin (origin, departs_on, departs_at),
  ADD KEY departure_state (state, departs_on, departs_at),
  ADD KEY departure_sales (sales, departs_on, departs_at);
