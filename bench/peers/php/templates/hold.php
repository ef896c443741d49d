<?php
use function Peer\e;

$names = [];
foreach ($hold['segments'] as $segment) {
    foreach (array_filter(explode(' ', $segment['seats'] ?? '')) as $seat) {
        $names[] = $segment['flight_no'] . '/' . $segment['departs_on'] . '/' . $seat;
    }
}
$expires = strtr($hold['expires_at'], ' ', 'T') . 'Z';
$is_kept = in_array($hold['state'], ['open', 'used'], true);
?>
<main id="content" class="wide" data-page="hold" data-hold="<?= e($hold['ref']) ?>" data-version="<?= $hold['version'] ?>" data-state="<?= e($hold['state']) ?>" data-expires-at="<?= $expires ?>" data-seats="<?= $is_kept ? e(implode(' ', $names)) : '' ?>" data-total-minor="<?= $hold['total_minor'] ?>" data-currency="<?= e($hold['currency']) ?>">
<?php if ($hold['state'] === 'open'): ?>
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li aria-current="step">Passengers</li><li>Check</li></ol>
<h1>Who is travelling?</h1>
<p class="lead">Your seats are kept until <time datetime="<?= $expires ?>"><?= substr($expires, 11, 5) ?> UTC</time>.</p>
<form method="post" action="/holds/<?= e($hold['ref']) ?>/passengers" data-form="passengers" novalidate>
<?php for ($i = 0; $i < $hold['adults']; $i++): $one = $hold['passengers'][$i] ?? null; [$year, $month, $day] = $one ? explode('-', $one['born_on']) : ['', '', '']; ?>
<fieldset class="card"><legend>Adult <?= $i + 1 ?></legend>
<div class="fields two"><div class="field"><label for="given_name-<?= $i ?>">Given name</label><input id="given_name-<?= $i ?>" name="given_name" autocomplete="off" value="<?= e($one['given_name'] ?? '') ?>"></div><div class="field"><label for="surname-<?= $i ?>">Surname</label><input id="surname-<?= $i ?>" name="surname" autocomplete="off" value="<?= e($one['surname'] ?? '') ?>"></div></div>
<div class="boxes"><?php foreach ([['born_day', 'Day', $day], ['born_month', 'Month', $month], ['born_year', 'Year', $year]] as [$field, $label, $value]): ?><div class="field"><label for="<?= $field ?>-<?= $i ?>"><?= $label ?> of birth</label><input id="<?= $field ?>-<?= $i ?>" name="<?= $field ?>" inputmode="numeric" value="<?= e($value) ?>"></div><?php endforeach ?></div>
</fieldset><?php endfor ?>
<fieldset class="card"><legend>Where we reach you</legend><div class="fields two"><div class="field"><label for="email">E-mail</label><input id="email" name="email" type="email" value="<?= e($hold['email']) ?>"></div><div class="field"><label for="phone">Phone</label><input id="phone" name="phone" type="tel" value="<?= e($hold['phone']) ?>"></div></div></fieldset>
<button class="button" type="submit">Continue to check</button>
</form>
<?php else: ?><h1><?= $hold['state'] === 'used' ? 'These seats are booked' : 'The time of this hold is over' ?></h1><?php if ($hold['locator']): ?><a class="button" href="/bookings/<?= e($hold['locator']) ?>">See booking <?= e($hold['locator']) ?></a><?php endif ?><?php endif ?>
<aside class="offer-aside" aria-label="Your seats and price"><h2>Your seats</h2><?= Peer\part('parts/itinerary', ['segments' => $hold['segments']]) ?><?= Peer\part('parts/prices', ['currency' => $hold['currency'], 'total' => $hold['total_minor'], 'lines' => $hold['prices']]) ?></aside>
</main>
