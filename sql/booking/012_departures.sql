-- What staff do with departures: seats that are blocked say why, and lists of departures are read in every order from an index.

ALTER TABLE seat_claim ADD COLUMN reason VARCHAR(200) NULL COMMENT 'blocked: why, as staff said';

-- `load_permille` is for the order of lists alone: the worker counts it after seats changed hands. What is sold is counted from the claims.
ALTER TABLE departure
  ADD COLUMN load_permille SMALLINT NOT NULL DEFAULT 0 COMMENT 'seats sold of a thousand, as the worker counted last',
  ADD KEY departure_load (departs_on, load_permille, state, sales),
  ADD KEY departure_destination (destination, departs_on, departs_at),
  ADD KEY departure_origin (origin, departs_on, departs_at),
  ADD KEY departure_state (state, departs_on, departs_at),
  ADD KEY departure_sales (sales, departs_on, departs_at);
