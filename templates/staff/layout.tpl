{{%AUTOESCAPE context="HTML"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{#TITLE_PROBLEM}}Error: {{/TITLE_PROBLEM}}{{TITLE}} – {{SITE_NAME}} staff</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="{{STYLESHEET}}">
<link rel="stylesheet" href="{{STAFF_STYLESHEET}}">
<script src="{{SCRIPT}}" defer></script>
<link rel="icon" href="{{ICON}}" type="image/svg+xml">
</head>
<body class="staff">
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<div class="wide">
<a class="brand" href="/admin/">{{SITE_NAME}} <span class="staff-mark">staff</span></a>
{{#SIGNED_IN_AS}}
<nav aria-label="Staff">{{#STAFF_LINK}}<a href="{{LINK}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}</a>{{/STAFF_LINK}}</nav>
<form class="who" method="post" action="/admin/sign-out" data-form="sign-out"><span>{{STAFF_NAME}} <small>{{STAFF_ROLE}}</small></span> <button class="button quiet" type="submit">Sign out</button></form>
{{/SIGNED_IN_AS}}
</div>
</header>
{{>BODY}}
</body>
</html>
