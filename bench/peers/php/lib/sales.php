<?php
// The three steps of a sale, each in one transaction that locks what it changes.
declare(strict_types=1);

namespace Peer;

const SALES_CLOSE_MINUTES = 60;
const LOCATOR_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ3789';
const LOCATOR_TRIES = 5;

function instant(int $seconds_ahead = 0): string
{
    $at = microtime(true) + $seconds_ahead;
    return gmdate('Y-m-d H:i:s', (int) $at) . sprintf('.%03d', (int) (($at - floor($at)) * 1000));
}

function check_on_sale(array $departure, int $close_minutes): void
{
    if ($departure['state'] !== 'scheduled' || strtotime($departure['departs_at'] . ' UTC') <= time() + $close_minutes * 60) {
        throw new Refusal('sales-closed', ['problem-departure' => $departure['flight_no'] . '/' . $departure['departs_on']]);
    }
}

function lock_session(Database $db, string $token): int
{
    $row = $db->row('SELECT id FROM sessions WHERE token = ? FOR UPDATE', [$token]);
    return $row['id'] ?? $db->insert('sessions', ['token' => $token, 'created_at' => instant()]);
}

// Seats that were named, and for the others any that are free, locked in the order of their key.
function lock_seats(Database $db, array $wish, int $departure_id): array
{
    $name = $wish['departure'][0];
    $named = $taken = [];
    if ($wish['seats']) {
        $marks = implode(',', array_fill(0, count($wish['seats']), '?'));
        $rows = $db->rows('SELECT s.seat_no, ' . FREE . " AS is_free FROM seats s WHERE s.departure_id = ? AND s.seat_no IN ($marks)
            ORDER BY s.seat_no FOR UPDATE", [$departure_id, ...$wish['seats']]);
        foreach ($rows as $row) {
            $named[] = $row['seat_no'];
            if (!$row['is_free']) {
                $taken[] = $name . '/' . $row['seat_no'];
            }
        }
        if (count($named) < count($wish['seats'])) {
            throw invalid('seat.1');
        }
    }
    if ($taken) {
        throw new Refusal('seat-taken', ['problem-seats' => implode(' ', $taken)]);
    }
    $missing = $wish['adults'] - count($named);
    if ($missing === 0) {
        return $named;
    }
    $free = array_column($db->rows('SELECT s.seat_no FROM seats s WHERE s.departure_id = ? AND ' . FREE . ' ORDER BY s.seat_no LIMIT ' . $wish['adults'] . ' FOR UPDATE',
        [$departure_id]), 'seat_no');
    $chosen = array_slice(array_diff($free, $named), 0, $missing);
    return count($chosen) === $missing ? [...$named, ...$chosen] : throw new Refusal('sold-out', ['problem-departure' => $name]);
}

function choose_fare(array $departure, ?string $basis): array
{
    foreach ($departure['fares'] as $fare) {
        if ($basis === null || $fare['basis'] === $basis) {
            return $fare;
        }
    }
    throw invalid('fare.1');
}

function event(Request $request, string $subject, int $id, int $version, string $what): array
{
    return ['at' => instant(), 'request_id' => $request->id, 'subject' => $subject, 'subject_id' => $id, 'version' => $version, 'what' => $what];
}

function write_hold(Database $db, int $session_id, array $departure, array $fare, int $adults, string $ref, string $expires_at): int
{
    $hold_id = $db->insert('holds', [
        'ref' => $ref, 'session_id' => $session_id, 'state' => 'open', 'placed_at' => instant(), 'expires_at' => $expires_at,
        'adults' => $adults, 'currency' => $fare['currency'], 'total_minor' => $fare['total_minor'] * $adults,
    ]);
    $db->insert('hold_segments', ['hold_id' => $hold_id, 'position' => 1, 'departure_id' => $departure['id']] +
        array_intersect_key($fare, array_flip(['basis', 'is_refundable', 'change_fee_minor', 'cancel_fee_minor'])));
    $lines = [['fare', $fare['basis'], $fare['fare_minor']]];
    foreach (explode(' ', $fare['taxes']) as $tax) {
        $lines[] = ['tax', ...explode('=', $tax)];
    }
    $db->insert('price_lines', ...array_map(fn(array $line, int $i) => [
        'hold_id' => $hold_id, 'line_no' => $i + 1, 'kind' => $line[0], 'code' => $line[1], 'quantity' => $adults,
        'unit_minor' => (int) $line[2], 'amount_minor' => (int) $line[2] * $adults,
    ], $lines, array_keys($lines)));
    return $hold_id;
}

function place_hold(Database $db, Request $request): string
{
    $wish = read_hold($request);
    $departure = find_departure($db, $wish['departure'][1], $wish['departure'][2]);
    $fare = choose_fare($departure, $wish['basis']);
    return $db->transaction(function (Database $db) use ($request, $wish, $departure, $fare): string {
        $session_id = lock_session($db, $request->token);
        $click = $db->row('SELECT fingerprint, answer FROM clicks WHERE session_id = ? AND form_key = ?', [$session_id, $wish['key']]);
        if ($click) {
            return $click['fingerprint'] === $wish['fingerprint'] ? $click['answer'] : throw new Refusal('key-reused');
        }
        check_on_sale($departure, SALES_CLOSE_MINUTES);
        $seats = lock_seats($db, $wish, $departure['id']);
        $ref = new_token();
        $expires_at = instant((int) $_SERVER['HOLD_SECONDS']);
        $hold_id = write_hold($db, $session_id, $departure, $fare, $wish['adults'], $ref, $expires_at);
        foreach ($seats as $i => $seat_no) {
            $db->run("UPDATE seats SET state = 'held', hold_id = ?, passenger_no = ?, held_until = ? WHERE departure_id = ? AND seat_no = ?",
                [$hold_id, $i + 1, $expires_at, $departure['id'], $seat_no]);
        }
        $db->insert('audit_events', event($request, 'hold', $hold_id, 1, 'placed'));
        $db->insert('clicks', ['session_id' => $session_id, 'form_key' => $wish['key'], 'fingerprint' => $wish['fingerprint'],
            'answer' => "/holds/$ref", 'created_at' => instant()]);
        return "/holds/$ref";
    });
}

function lock_hold(Database $db, string $ref, string $token): array
{
    return $db->row("SELECT h.id, h.session_id, h.version, h.adults, h.currency, h.total_minor, h.email, h.phone,
        IF(h.state = 'open' AND h.expires_at <= UTC_TIMESTAMP(3), 'expired', h.state) AS state
        FROM holds h JOIN sessions w ON w.id = h.session_id WHERE h.ref = ? AND w.token = ? FOR UPDATE", [$ref, $token]) ?? throw new Refusal('not-found');
}

function check_open(array $hold): void
{
    if ($hold['state'] !== 'open') {
        throw new Refusal($hold['state'] === 'expired' ? 'hold-expired' : 'hold-ended');
    }
}

function departure_of(Database $db, int $hold_id): array
{
    return $db->row('SELECT d.id, d.flight_no, d.departs_on, d.departs_at, d.state FROM hold_segments g JOIN departures d ON d.id = g.departure_id WHERE g.hold_id = ?', [$hold_id]);
}

function set_passengers(Database $db, Request $request, string $ref): string
{
    return $db->transaction(function (Database $db) use ($request, $ref): string {
        $hold = lock_hold($db, $ref, $request->needBrowser());
        [$people, $email, $phone] = read_passengers($request, $hold['adults'], departure_of($db, $hold['id'])['departs_on']);
        check_open($hold);
        $db->run('DELETE FROM passengers WHERE hold_id = ?', [$hold['id']]);
        $db->insert('passengers', ...array_map(fn(array $one) => ['hold_id' => $hold['id']] + $one, $people));
        $db->run('UPDATE holds SET email = ?, phone = ?, version = version + 1 WHERE id = ?', [$email, $phone, $hold['id']]);
        $db->insert('audit_events', event($request, 'hold', $hold['id'], $hold['version'] + 1, 'passengers'));
        return "/holds/$ref/review";
    });
}

function new_locator(): string
{
    $locator = '';
    for ($i = 0; $i < 6; $i++) {
        $locator .= LOCATOR_LETTERS[random_int(0, strlen(LOCATOR_LETTERS) - 1)];
    }
    return $locator;
}

// [number, locator]
function create_booking(Database $db, array $hold): array
{
    for ($tries = 1;; $tries++) {
        $locator = new_locator();
        try {
            return [$db->insert('bookings', [
                'locator' => $locator, 'hold_id' => $hold['id'], 'session_id' => $hold['session_id'], 'state' => 'confirmed', 'currency' => $hold['currency'],
                'total_minor' => $hold['total_minor'], 'email' => $hold['email'], 'phone' => $hold['phone'], 'created_at' => instant(),
            ]), $locator];
        } catch (\PDOException $error) {
            if ($tries === LOCATOR_TRIES || Database::duplicate($error) !== 'bookings_locator') {
                throw $error;
            }
        }
    }
}

function write_tickets(Database $db, int $booking_id, array $hold, array $departure, array $seats): void
{
    $people = $db->rows('SELECT no, given_name, surname, born_on FROM passengers WHERE hold_id = ? ORDER BY no', [$hold['id']]);
    try {
        $db->insert('tickets', ...array_map(fn(array $one) => [
            'booking_id' => $booking_id, 'departure_id' => $departure['id'], 'passenger_no' => $one['no'], 'seat_no' => $seats[$one['no']],
            'identity' => identity($one['given_name'], $one['surname']), 'born_on' => $one['born_on'],
        ], $people));
    } catch (\PDOException $error) {
        throw Database::duplicate($error) === 'tickets_person'
            ? new Refusal('duplicate-passenger', ['problem-departure' => $departure['flight_no'] . '/' . $departure['departs_on']]) : $error;
    }
}

function book(Database $db, Request $request): string
{
    [$ref, $version, $total_minor] = read_booking($request);
    return $db->transaction(function (Database $db) use ($request, $ref, $version, $total_minor): string {
        $hold = lock_hold($db, $ref, $request->needBrowser());
        if ($hold['state'] === 'used') {
            return '/bookings/' . $db->row('SELECT locator FROM bookings WHERE hold_id = ?', [$hold['id']])['locator'];
        }
        check_open($hold);
        $departure = departure_of($db, $hold['id']);
        check_on_sale($departure, 0);
        if ($hold['version'] !== $version) {
            throw new Refusal('changed-meanwhile');
        }
        if ($hold['total_minor'] !== $total_minor) {
            throw new Refusal('price-changed', ['old-total-minor' => $total_minor]);
        }
        if ($hold['email'] === null) {
            throw new Refusal('passengers-missing');
        }
        $seats = array_column($db->rows("SELECT passenger_no, seat_no FROM seats WHERE hold_id = ? AND state = 'held' ORDER BY seat_no FOR UPDATE", [$hold['id']]),
            'seat_no', 'passenger_no');
        if (count($seats) < $hold['adults']) {
            throw new Refusal('hold-expired');
        }
        [$booking_id, $locator] = create_booking($db, $hold);
        $db->run("UPDATE seats SET state = 'sold', held_until = NULL WHERE hold_id = ? AND state = 'held'", [$hold['id']]);
        write_tickets($db, $booking_id, $hold, $departure, $seats);
        $db->run("UPDATE holds SET state = 'used', version = version + 1 WHERE id = ?", [$hold['id']]);
        $db->insert('audit_events', event($request, 'hold', $hold['id'], $hold['version'] + 1, 'used'), event($request, 'booking', $booking_id, 1, 'confirmed'));
        $db->insert('outbox', ['kind' => 'booking_confirmed', 'booking_id' => $booking_id, 'recipient' => $hold['email'], 'created_at' => instant()]);
        return "/bookings/$locator";
    });
}
