<?php
use function Peer\{date_words, e, money};

$link = fn(array $changes) => e('/flights?' . http_build_query($changes + $search));
?>
<main id="content" class="wide" data-page="flights">
<h1><?= e($airports[$search['origin']]) ?> to <?= e($airports[$search['destination']]) ?></h1>
<p class="lead"><?= $search['adults'] ?> adult<?= $search['adults'] > 1 ? 's' : '' ?> · Economy</p>
<details class="change-search"><summary>Change your search</summary><?= Peer\part('parts/search', ['search' => $search, 'airports' => $airports]) ?></details>
<section class="leg" id="leg-1" aria-labelledby="leg-1-title">
<h2 id="leg-1-title">Flights <span class="leg-date"><?= date_words($search['date'], 'D j M Y') ?></span></h2>
<nav class="days" aria-label="Flights: other days">
<?php for ($i = -Peer\NEIGHBOURS; $i <= Peer\NEIGHBOURS; $i++): $day = Peer\days_from($search['date'], $i); ?><a href="<?= $link(['date' => $day]) ?>"<?php if ($i === 0): ?> aria-current="date"<?php endif ?>><span class="day"><span><?= date_words($day, 'D') ?></span> <?= date_words($day, 'j M') ?></span><?php if (isset($lowest[$day])): ?><span class="price"><span>EUR</span> <?= number_format($lowest[$day] * $search['adults'] / 100, 2, '.', '') ?></span><?php else: ?><span class="no-price">no flight</span><?php endif ?></a><?php endfor ?>
</nav>
<?php if ($departures): ?><p class="sort">Sort by departure</p>
<ol class="passes">
<?php foreach ($departures as $departure): $name = e($departure['flight_no'] . '/' . $departure['departs_on']); $fare = $departure['fares'][0]; $price = $fare['total_minor'] * $search['adults']; $left = $free[$departure['id']] ?? 0; ?>
<li class="pass" data-departure="<?= $name ?>" data-leg="1" data-seats-free="<?= $left ?>" data-price-minor="<?= $price ?>" data-currency="<?= e($fare['currency']) ?>">
<div class="pass-main"><?= Peer\part('parts/flight', ['d' => $departure]) ?></div>
<div class="pass-stub"><p class="price"><strong><?= money($fare['currency'], $price) ?></strong><?php if ($left < 10): ?><span class="few"><?= $left ?> seats left</span><?php endif ?></p>
<?php if ($left >= $search['adults']): ?><a class="button" href="/offer?departure=<?= $name ?>&amp;adults=<?= $search['adults'] ?>">Choose<span class="sr"> <?= e($departure['flight_no']) ?></span></a><?php else: ?><p class="off-mark">Sold out</p><?php endif ?></div>
</li><?php endforeach ?>
</ol><?php else: ?><div class="card empty"><p><strong>No flights on this day.</strong></p></div><?php endif ?>
</section>
</main>
