<?php
// Reading what browsers send: fields into values, or a refusal that names the fields.
declare(strict_types=1);

namespace Peer;

function invalid(string $fields): Refusal
{
    return new Refusal('invalid', ['problem-fields' => $fields]);
}

function read_adults(Request $request): int
{
    $adults = $request->one('adults', '1');
    if (!preg_match('/^[1-9]$/', $adults) || $request->one('children', '0') !== '0' || $request->one('infants', '0') !== '0') {
        throw invalid('adults.1');
    }
    return (int) $adults;
}

// [name, flight number, date]
function read_departure(Request $request): array
{
    if (!preg_match('~^([A-Z0-9]{2}\d{1,4})/(\d{4}-\d{2}-\d{2})$~', $request->one('departure', ''), $match)) {
        throw new Refusal('not-found');
    }
    return $match;
}

function read_hold(Request $request): array
{
    $key = $request->one('key', '');
    if (!preg_match('/^[\w-]{16,64}$/', $key)) {
        throw new Refusal('bad-request');
    }
    $departure = read_departure($request);
    $adults = read_adults($request);
    $seats = [];
    foreach ($request->all('seat') as $i => $name) {
        if (!str_starts_with($name, $departure[0] . '/')) {
            throw invalid('seat.' . ($i + 1));
        }
        $seats[] = substr($name, strlen($departure[0]) + 1);
    }
    if (count($seats) > $adults || count(array_unique($seats)) < count($seats)) {
        throw invalid('seat.1');
    }
    $basis = $request->one('fare');
    $fingerprint = hash('sha256', json_encode(['/holds', $departure[0], $adults, $basis, $seats]));
    return ['departure' => $departure, 'adults' => $adults, 'seats' => $seats, 'basis' => $basis, 'key' => $key, 'fingerprint' => $fingerprint];
}

// Letters alone count when it is asked whether two are the same person; the column's collation looks away from case and accents.
function fold(string $name): string
{
    return strtolower(preg_replace("/[\s'’-]/u", '', $name));
}

function identity(?string $given_name, string $surname): string
{
    return fold($given_name ?? '') . '/' . fold($surname);
}

function date_of(string $day, string $month, string $year): ?string
{
    $is_date = preg_match('/^\d{1,2} \d{1,2} \d{4}$/', "$day $month $year") && checkdate((int) $month, (int) $day, (int) $year);
    return $is_date ? sprintf('%04d-%02d-%02d', $year, $month, $day) : null;
}

function age_on(string $born, string $on): int
{
    return (int) substr($on, 0, 4) - (int) substr($born, 0, 4) - (strcmp(substr($on, 5), substr($born, 5)) < 0 ? 1 : 0);
}

// $on: the day of travel, of which an adult is 12 or older.
function read_passengers(Request $request, int $adults, string $on): array
{
    $surnames = $request->all('surname');
    if (count($surnames) !== $adults) {
        throw invalid('surname.' . (min(count($surnames), $adults) + 1));
    }
    [$given, $days, $months, $years] = array_map($request->all(...), ['given_name', 'born_day', 'born_month', 'born_year']);
    $wrong = $people = $seen = [];
    foreach ($surnames as $i => $surname) {
        $nth = $i + 1;
        $surname = trim($surname);
        $given_name = trim($given[$i] ?? '') ?: null;
        $born_on = date_of($days[$i] ?? '', $months[$i] ?? '', $years[$i] ?? '');
        if (fold($surname) === '' || strlen($surname) > 100) {
            $wrong[] = "surname.$nth";
        }
        if (strlen($given_name ?? '') > 100) {
            $wrong[] = "given_name.$nth";
        }
        if ($born_on === null || age_on($born_on, $on) < 12 || age_on($born_on, $on) > 120) {
            $wrong[] = "born_year.$nth";
        }
        $person = identity($given_name, $surname) . $born_on;
        if (isset($seen[$person])) {
            $wrong[] = "surname.$nth";
        }
        $seen[$person] = true;
        $people[] = ['no' => $nth, 'given_name' => $given_name, 'surname' => $surname, 'born_on' => $born_on];
    }
    $email = trim($request->one('email', ''));
    $phone = trim($request->one('phone', '')) ?: null;
    if (!preg_match('/^[^@\s]+@[^@\s]+\.[^@\s]+$/', $email) || strlen($email) > 254) {
        $wrong[] = 'email.1';
    }
    if (strlen($phone ?? '') > 40) {
        $wrong[] = 'phone.1';
    }
    if ($wrong) {
        throw invalid(implode(' ', $wrong));
    }
    return [$people, $email, $phone];
}

function read_booking(Request $request): array
{
    $version = $request->one('version', '');
    $total_minor = $request->one('total_minor', '');
    if (!ctype_digit($version) || !ctype_digit($total_minor) || $request->one('hold', '') === '') {
        throw new Refusal('bad-request');
    }
    if ($request->one('payment') !== 'later') {
        throw invalid('payment.1');
    }
    return [$request->one('hold'), (int) $version, (int) $total_minor];
}
