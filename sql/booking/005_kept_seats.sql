-- What a hold gave back is found by the hold: whoever counts what an address gave back reads the address' own holds of a day and these rows alone, however
-- much has happened on the departure.
ALTER TABLE seat_event ADD KEY seat_event_hold (hold_id, departure_id, what, at);
