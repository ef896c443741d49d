-- The databases, and one account per program with just what it needs. `make run` fills the @…@ in and lets the server run this at each
-- start; on a host an administrator fills them in and feeds the file to `mariadb` on standard input. It can be run again at any time.

CREATE DATABASE IF NOT EXISTS aisle_booking CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS aisle_flights CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Migrations and the demo schedule: the only account that may change tables.
CREATE USER IF NOT EXISTS 'aisle_migrate'@'localhost';
ALTER USER 'aisle_migrate'@'localhost' IDENTIFIED BY '@migrate_password@';
GRANT ALL PRIVILEGES ON `aisle\_booking`.* TO 'aisle_migrate'@'localhost';
GRANT ALL PRIVILEGES ON `aisle\_flights`.* TO 'aisle_migrate'@'localhost';

-- The booking site.
CREATE USER IF NOT EXISTS 'aisle_booking'@'localhost';
ALTER USER 'aisle_booking'@'localhost' IDENTIFIED BY '@booking_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* TO 'aisle_booking'@'localhost';

-- The worker.
CREATE USER IF NOT EXISTS 'aisle_worker'@'localhost';
ALTER USER 'aisle_worker'@'localhost' IDENTIFIED BY '@worker_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* TO 'aisle_worker'@'localhost';

-- Staff pages: they read everything, and change their own tables alone; of the audit log not even that, it is appended to. (CREATE is there for a
-- moment: so a right can be given on a table that `aisle migrate` makes later.)
CREATE USER IF NOT EXISTS 'aisle_admin'@'localhost';
ALTER USER 'aisle_admin'@'localhost' IDENTIFIED BY '@admin_password@';
GRANT SELECT ON `aisle\_booking`.* TO 'aisle_admin'@'localhost';
REVOKE INSERT, UPDATE, DELETE ON `aisle\_booking`.* FROM 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`staff` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`staff_session` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE, DELETE ON `aisle_booking`.`staff_code` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT ON `aisle_booking`.`staff_audit` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, UPDATE ON `aisle_booking`.`staff_audit_head` TO 'aisle_admin'@'localhost';
GRANT CREATE, SELECT, INSERT, UPDATE ON `aisle_booking`.`throttle` TO 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_session` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_code` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`staff_audit_head` FROM 'aisle_admin'@'localhost';
REVOKE CREATE ON `aisle_booking`.`throttle` FROM 'aisle_admin'@'localhost';

-- The flight service.
CREATE USER IF NOT EXISTS 'aisle_flights'@'localhost';
ALTER USER 'aisle_flights'@'localhost' IDENTIFIED BY '@flights_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_flights`.* TO 'aisle_flights'@'localhost';
