-- How far a name has been corrected is counted from what staff wrote last, where they have. Of names that were changed before, nobody knows by whom: it is counted from what they are now.

ALTER TABLE passenger
  ADD COLUMN named_given_name VARCHAR(100) NULL COMMENT 'as staff wrote it last',
  ADD COLUMN named_surname    VARCHAR(100) NULL COMMENT 'NULL: staff never did';

UPDATE passenger SET named_given_name = given_name, named_surname = surname WHERE sold_surname IS NOT NULL;
