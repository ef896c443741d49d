{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{TITLE}} – {{SITE_NAME}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#103b40" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0d1517" media="(prefers-color-scheme: dark)">
<link rel="stylesheet" href="{{STYLESHEET}}">
<link rel="icon" href="{{ICON}}" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<div class="wide">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M3 4h9v7H3zM3 13h9v7H3zM3 22h9v7H3zM20 4h9v7h-9zM20 22h9v7h-9z" fill="currentColor" opacity=".55"/><path class="mark-yours" d="M20 13h9v7h-9z"/></svg>{{SITE_NAME}}</a>
<nav aria-label="Site"><a href="/#find">My booking</a><a href="/account">Account</a></nav>
</div>
</header>
{{>BODY}}
<footer class="bottom">
<div class="wide">
<p>Times are local to each airport. Prices are for all travellers and include taxes.</p>
<nav aria-label="Footer"><a href="/">Book a flight</a><a href="/#find">Find a booking</a></nav>
</div>
</footer>
</body>
</html>
