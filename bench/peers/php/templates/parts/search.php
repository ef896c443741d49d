<?php use function Peer\e; ?>
<form class="pass search" method="get" action="/flights" data-form="search" novalidate>
<div class="pass-main">
<div class="fields two">
<div class="field"><label for="origin">From</label><input id="origin" name="origin" list="places" autocomplete="off" placeholder="City or airport" value="<?= e($search['origin']) ?>"></div>
<div class="field"><label for="destination">To</label><input id="destination" name="destination" list="places" autocomplete="off" placeholder="City or airport" value="<?= e($search['destination']) ?>"></div>
</div>
<div class="fields two">
<div class="field"><label for="date">Leaving on</label><input id="date" name="date" type="date" value="<?= e($search['date']) ?>"></div>
<div class="field"><label for="adults">Adults <span class="optional">12+</span></label><input id="adults" name="adults" type="number" inputmode="numeric" min="1" max="9" value="<?= $search['adults'] ?>"></div>
</div>
</div>
<div class="pass-stub"><p class="hint">Prices you see next are for all of you, taxes included.</p><button class="button" type="submit">Show flights</button></div>
<datalist id="places"><?php foreach ($airports as $code => $city): ?><option value="<?= e($code) ?>"><?= e($city) ?></option><?php endforeach ?></datalist>
</form>
