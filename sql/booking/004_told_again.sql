-- How often this browser was told again what had been done before. An answer that comes from rows alone has to be on disk as well as one that comes
-- from a change, and the server shows a commit before it is there: the change of this number, committed later, takes it along.
ALTER TABLE browser ADD COLUMN told_again BIGINT NOT NULL DEFAULT 0;
