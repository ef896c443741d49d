-- What is given back of what was paid though nothing was cancelled for it; and indexes of what staff look for among very many.

-- It is no refund, which makes less owed: what is owed for the booking stays. Both together are never more than what was paid.
ALTER TABLE booking
  ADD COLUMN goodwill_minor BIGINT NOT NULL DEFAULT 0 COMMENT 'of paid_minor: given back as goodwill',
  ADD CONSTRAINT booking_goodwill CHECK (goodwill_minor BETWEEN 0 AND paid_minor - refund_minor);

ALTER TABLE ledger
  MODIFY COLUMN kind ENUM('sale','payment','refund','credit','payout','split','transfer','goodwill') CHARACTER SET ascii NOT NULL,
  ADD COLUMN words VARCHAR(200) NULL COMMENT 'what staff said: how it was paid or went back, and its reference; why goodwill was given';

-- Who is looked for by a given name too is found without going to each row: that of a surname which very many have.
ALTER TABLE passenger DROP KEY passenger_surname, ADD KEY passenger_surname (surname_folded, hold_id, identity);

-- The fullest departures of many days are read in this order, the first hundred of them.
ALTER TABLE departure ADD KEY departure_fullest (load_permille DESC, departs_on, flight_no);

-- What was kept of a cancelled booking was summed up as given up: days with it are to be summed up again.
DELETE FROM figure_day WHERE kind = 'sales';
