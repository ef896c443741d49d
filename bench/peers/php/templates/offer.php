<?php
use function Peer\{e, money};

$name = e($departure['flight_no'] . '/' . $departure['departs_on']);
$total = $fare['total_minor'] * $adults;
$currency = $fare['currency'];
$row = 0;
?>
<main id="content" class="wide" data-page="offer" data-departures="<?= $name ?>" data-total-minor="<?= $total ?>" data-currency="<?= e($currency) ?>">
<ol class="steps" aria-label="Steps"><li>Flight</li><li aria-current="step">Seats</li><li>Passengers</li><li>Check</li></ol>
<h1>Choose your seats</h1>
<p class="lead"><?= $adults ?> adult<?= $adults > 1 ? 's' : '' ?> · Economy</p>
<form class="offer" method="post" action="/holds" data-form="hold">
<div class="offer-main">
<section class="card" aria-labelledby="flight-1">
<h2 id="flight-1"><?= e($departure['origin_city']) ?> to <?= e($departure['destination_city']) ?></h2>
<?= Peer\part('parts/flight', ['d' => $departure]) ?>
<table class="table fares">
<caption>Conditions of your fare, and of the others in this cabin</caption>
<thead><tr><th scope="col">Fare, one adult</th><th scope="col">If you cancel</th><th scope="col">If you change</th></tr></thead>
<tbody><?php foreach ($departure['fares'] as $one): $is_chosen = $one['basis'] === $fare['basis']; ?><tr<?php if ($is_chosen): ?> class="chosen"<?php endif ?>><th scope="row"><?= e($one['basis']) ?><span><?= money($currency, $one['total_minor']) ?></span><?php if ($is_chosen): ?><span class="tag">Your fare</span><?php else: ?><a href="/offer?departure=<?= $name ?>&amp;adults=<?= $adults ?>&amp;fare=<?= e($one['basis']) ?>">Choose<span class="sr"> <?= e($one['basis']) ?></span></a><?php endif ?></th><td><?= $one['is_refundable'] ? 'All but ' . money($currency, $one['cancel_fee_minor']) . ' a person comes back' : 'Nothing comes back' ?></td><td><?= $one['change_fee_minor'] ? money($currency, $one['change_fee_minor']) . ' a person' : 'Free' ?></td></tr><?php endforeach ?></tbody>
</table>
<fieldset class="seats" data-departure="<?= $name ?>" data-state="<?= $is_on_sale ? 'on-sale' : 'departed' ?>">
<legend>Seats on <?= e($departure['flight_no']) ?></legend>
<p class="hint">Tick the seat you want, or leave it to us.</p>
<ul class="seat-key" aria-hidden="true"><li><span class="swatch free"></span>Free</li><li><span class="swatch yours"></span>Yours</li><li><span class="swatch taken"></span>Taken</li><li><span class="swatch exit"></span>Exit row</li></ul>
<div class="aircraft-frame"><div class="cabin">
<p class="cabin-name">Economy<span>Rows <?= $seats[0]['row_no'] ?> to <?= end($seats)['row_no'] ?></span></p>
<div class="row letters" aria-hidden="true"><?php foreach (['A', 'B', 'C', '', 'D', 'E', 'F'] as $letter): ?><<?= $letter ? 'b' : 'i' ?>><?= $letter ?></<?= $letter ? 'b' : 'i' ?>><?php endforeach ?></div>
<?php foreach ($seats as $seat): $no = e($seat['seat_no']); if ($seat['row_no'] !== $row): if ($row): ?></div><?php endif; $row = $seat['row_no']; ?><div class="row<?= $seat['is_exit'] ? ' exit' : '' ?>" role="group" aria-label="Row <?= $row ?>"><?php endif; if ($seat['letter'] === 'D'): ?><i aria-hidden="true"><?= $row ?></i><?php endif ?><input type="checkbox" name="seat" value="<?= $name ?>/<?= $no ?>" data-seat="<?= $no ?>" data-state="<?= e($seat['state']) ?>" aria-label="<?= $no ?>, <?= e($seat['place']) ?>, <?= e($seat['state']) ?>"<?= $seat['state'] === 'yours' ? ' checked' : ($seat['state'] === 'free' ? '' : ' disabled') ?>><?php endforeach ?></div>
</div></div>
</fieldset>
</section>
</div>
<aside class="offer-aside" aria-label="Price"><div class="pass upright">
<div class="pass-main"><h2>Price</h2><?= Peer\part('parts/prices', ['currency' => $currency, 'total' => $total, 'lines' => [
    ['kind' => 'fare', 'quantity' => $adults, 'unit_minor' => $fare['fare_minor'], 'amount_minor' => $fare['fare_minor'] * $adults],
    ['kind' => 'tax', 'code' => preg_replace('/=\d+/', '', $fare['taxes']), 'quantity' => $adults, 'unit_minor' => $fare['taxes_minor'], 'amount_minor' => $fare['taxes_minor'] * $adults],
]]) ?></div>
<div class="pass-stub">
<input type="hidden" name="departure" value="<?= $name ?>"><input type="hidden" name="fare" value="<?= e($fare['basis']) ?>"><input type="hidden" name="adults" value="<?= $adults ?>"><input type="hidden" name="children" value="0"><input type="hidden" name="infants" value="0"><input type="hidden" name="cabin" value="Y"><input type="hidden" name="key" value="<?= e($key) ?>">
<p class="bar-total"><?= money($currency, $total) ?></p><button class="button" type="submit">Hold for <?= $hold_minutes ?> minutes</button><p class="hint">Nothing to pay now. Names come next.</p>
</div>
</div></aside>
</form>
</main>
