<?php use function Peer\{e, money}; ?>
<table class="prices">
<caption class="sr">What it costs</caption>
<thead class="sr"><tr><th scope="col">Item</th><th scope="col">Amount</th></tr></thead>
<tbody><?php foreach ($lines as $line): ?><tr><th scope="row"><?= $line['kind'] === 'fare' ? 'Adult fare' : 'Tax ' . e($line['code']) . ', adult' ?><span class="times"><?= $line['quantity'] ?> × <?= money($currency, $line['unit_minor']) ?></span></th><td><?= money($currency, $line['amount_minor']) ?></td></tr><?php endforeach ?></tbody>
<tfoot><tr><th scope="row">Total</th><td><?= money($currency, $total) ?></td></tr></tfoot>
</table>
