<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title><?= Peer\e($title) ?> – Aisle Air</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/static/site.css">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top"><div class="wide"><a class="brand" href="/">Aisle Air</a><nav aria-label="Site"><a href="/#find">My booking</a><a href="/account">Account</a></nav></div></header>
<?= $body ?>
<footer class="bottom"><div class="wide"><p>Times are local to each airport. Prices are for all travellers and include taxes.</p>
<nav aria-label="Footer"><a href="/">Book a flight</a><a href="/#find">Find a booking</a></nav></div></footer>
</body>
</html>
