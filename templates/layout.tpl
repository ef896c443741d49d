{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{#TITLE_PROBLEM}}Error: {{/TITLE_PROBLEM}}{{TITLE}} – {{SITE_NAME}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="{{THEME_LIGHT}}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="{{THEME_DARK}}" media="(prefers-color-scheme: dark)">
<meta name="robots" content="{{ROBOTS}}">
{{#PUBLIC}}<meta name="description" content="{{DESCRIPTION}}">{{/PUBLIC}}
{{#CANONICAL}}<link rel="canonical" href="{{LINK}}">{{/CANONICAL}}
{{#ALTERNATE}}<link rel="alternate" hreflang="{{LANGUAGE_CODE}}" href="{{LINK}}">{{/ALTERNATE}}
<link rel="stylesheet" href="{{STYLESHEET}}">
{{#BRAND}}<link rel="stylesheet" href="{{LINK}}">{{/BRAND}}
<script src="{{SCRIPT}}" defer></script>
<link rel="icon" href="{{ICON}}" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<div class="wide">
<a class="brand" href="/">{{#MARK}}<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M3 4h9v7H3zM3 13h9v7H3zM3 22h9v7H3zM20 4h9v7h-9zM20 22h9v7h-9z" fill="currentColor" opacity=".55"/><path class="mark-yours" d="M20 13h9v7h-9z"/></svg>{{/MARK}}{{#LOGO}}<img class="logo" src="{{LINK}}" alt="{{LOGO_NAME}}" width="{{LOGO_WIDTH}}" height="{{LOGO_HEIGHT}}">{{/LOGO}}{{#NAME_SHOWN}}{{SITE_NAME}}{{/NAME_SHOWN}}</a>
<nav aria-label="Site"><a href="/#find"><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M2 9a3 3 0 0 1 0 6v2a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-2a3 3 0 0 1 0-6V7a2 2 0 0 0-2-2H4a2 2 0 0 0-2 2Z"/><path d="M13 5v2"/><path d="M13 17v2"/><path d="M13 11v2"/></svg>My booking</a><a href="/account"><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M17.925 20.056a6 6 0 0 0-11.851.001"/><circle cx="12" cy="11" r="4"/><circle cx="12" cy="12" r="10"/></svg>Account</a></nav>
</div>
</header>
{{>BODY}}
<footer class="bottom">
<div class="wide">
<p>Times are local to each airport. Prices include taxes; a total is for all travellers.</p>
{{#REACHED}}<p>You reach us at {{>CONTACT_LINK}}.</p>{{/REACHED}}
<nav aria-label="Footer"><a href="/">Book a flight</a><a href="/#find">Find a booking</a></nav>
{{#LANGUAGES}}<nav aria-label="Language">{{#LANGUAGE}}<a href="{{LINK}}" lang="{{LANGUAGE_CODE}}" hreflang="{{LANGUAGE_CODE}}"{{#HERE}} aria-current="true"{{/HERE}}>{{LANGUAGE_NAME}}</a>{{/LANGUAGE}}</nav>{{/LANGUAGES}}
</div>
</footer>
</body>
</html>
