-- The databases, and one account per program with just what it needs. `make run` fills the @…@ in and lets the server run this at each
-- start; on a host an administrator fills them in and feeds the file to `mariadb` on standard input. It can be run again at any time.

CREATE DATABASE IF NOT EXISTS aisle_booking CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS aisle_flights CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Migrations and the demo schedule: the only account that may change tables.
CREATE USER IF NOT EXISTS 'aisle_migrate'@'localhost';
ALTER USER 'aisle_migrate'@'localhost' IDENTIFIED BY '@migrate_password@';
GRANT ALL PRIVILEGES ON `aisle\_booking`.* TO 'aisle_migrate'@'localhost';
GRANT ALL PRIVILEGES ON `aisle\_flights`.* TO 'aisle_migrate'@'localhost';

-- The booking site, the worker, and the staff pages.
CREATE USER IF NOT EXISTS 'aisle_booking'@'localhost';
ALTER USER 'aisle_booking'@'localhost' IDENTIFIED BY '@booking_password@';
CREATE USER IF NOT EXISTS 'aisle_worker'@'localhost';
ALTER USER 'aisle_worker'@'localhost' IDENTIFIED BY '@worker_password@';
CREATE USER IF NOT EXISTS 'aisle_admin'@'localhost';
ALTER USER 'aisle_admin'@'localhost' IDENTIFIED BY '@admin_password@';

-- Their rights are given table by table, as far as their statements go; who locks a row may change it, since not every server lets others lock. (CREATE is there for a moment: so a right can be given on a table that
-- `aisle migrate` makes later.)
-- The site and the worker: of what happened (`event`, `seat_event`, `ledger`) they can change nothing; of staff they read the audit log, to see that it is whole, and nothing else.
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`account_token` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, DELETE ON `aisle_booking`.`account_token` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`boarding` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`booking` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`booking` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`booking_access` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`booking_access` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`browser` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`browser` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`click` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, DELETE ON `aisle_booking`.`click` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`coupon` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`coupon` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`customer` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`customer` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`departure` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`departure_cabin` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`departure_order` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`departure_told` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_told` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`departure_work` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_work` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_work_cabin` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_reseat` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`event` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`hold` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`hold` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`job_state` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`keeping_gone` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`keeping_gone` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`ledger` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`ledger` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`outbox` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`outbox` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`passenger` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`passenger` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`person` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`price_line` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`price_line` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`schema_migration` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`seat_claim` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`seat_claim` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`seat_event` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`segment` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`segment` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`staff_audit` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`staff_audit_head` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`throttle` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, DELETE ON `aisle_booking`.`throttle` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`traveller` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`verify_finding` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`verify_state` TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
-- Staff pages read all of that but what is a customer's own: accounts, their links and saved travellers. They learn departures, close their sales and gates and block their seats; they sell and change for customers, as the site does; of a customer's row they see and lock what `customer_row` has.
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`boarding` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`booking` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`booking_access` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`browser` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`click` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`coupon` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`departure` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`departure_cabin` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`departure_order` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`departure_reseat` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_told` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_work` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`departure_work_cabin` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`event` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`hold` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`job_state` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`keeping_gone` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`ledger` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`outbox` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`passenger` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`person` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`price_line` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`schema_migration` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`seat_claim` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`seat_event` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`segment` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`verify_finding` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`verify_state` TO 'aisle_admin'@'localhost';
GRANT CREATE, INSERT ON `aisle_booking`.`customer` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`customer_row` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`booking_note` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`booking_note` TO 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`booking_note` FROM 'aisle_booking'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`customer_row` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`account_token` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
REVOKE CREATE ON `aisle_booking`.`boarding` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`booking` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`booking_access` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`browser` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`click` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`coupon` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`customer` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_cabin` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_order` FROM 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_reseat` FROM 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_told` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_work` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`departure_work_cabin` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`event` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`hold` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`job_state` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`keeping_gone` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`ledger` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`outbox` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`passenger` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`person` FROM 'aisle_booking'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`price_line` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`schema_migration` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`seat_claim` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`seat_event` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`segment` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit_head` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
REVOKE CREATE ON `aisle_booking`.`throttle` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
REVOKE CREATE ON `aisle_booking`.`traveller` FROM 'aisle_booking'@'localhost';
REVOKE CREATE ON `aisle_booking`.`verify_finding` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`verify_state` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
-- What days are summed up to: by the worker, for staff; the site account looks whether it is right.
GRANT CREATE, SELECT, DELETE ON `aisle_booking`.`figure_day` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`figure_day` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`figure_day` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`load_day` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`load_day` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`load_day` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`load_day_lead` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`load_day_lead` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`load_day_lead` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`sales_day` TO 'aisle_booking'@'localhost';
GRANT CREATE, SELECT, INSERT, DELETE ON `aisle_booking`.`sales_day` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT ON `aisle_booking`.`sales_day` TO 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`figure_day` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`load_day` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`load_day_lead` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`sales_day` FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
-- Their own tables nobody else changes; the audit log not even they, it is appended to.
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`staff` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`staff_session` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`staff_code` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`staff_click` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, DELETE ON `aisle_booking`.`staff_click` TO 'aisle_worker'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`staff_audit` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`staff_audit_head` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`throttle` TO 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_session` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_code` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_click` FROM 'aisle_admin'@'localhost', 'aisle_worker'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit_head` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`throttle` FROM 'aisle_admin'@'localhost';
-- On the whole database, where they once had rights, they have none but to see how its tables are made: without SHOW VIEW or the like nobody is shown their CHECKs and foreign keys, which `aisle verify` and the worker
-- look for. (What was never given cannot be taken: so it is given to the third too, for a moment.)
GRANT SHOW VIEW ON `aisle\_booking`.* TO 'aisle_booking'@'localhost', 'aisle_worker'@'localhost', 'aisle_admin'@'localhost';
REVOKE SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* FROM 'aisle_booking'@'localhost', 'aisle_worker'@'localhost';
REVOKE SELECT, INSERT, UPDATE, DELETE, SHOW VIEW ON `aisle\_booking`.* FROM 'aisle_admin'@'localhost';

-- The flight service.
CREATE USER IF NOT EXISTS 'aisle_flights'@'localhost';
ALTER USER 'aisle_flights'@'localhost' IDENTIFIED BY '@flights_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_flights`.* TO 'aisle_flights'@'localhost';
