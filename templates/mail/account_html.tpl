{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{HEADLINE}}</title>
{{>LOOKS}}</head>
<body>
<div class="sheet">
<h1>{{HEADLINE}}</h1>
<p>{{MESSAGE}}</p>
{{#ACTION}}<p><a href="{{LINK}}">{{LINK}}</a></p>{{/ACTION}}
<p class="fine">{{SITE_NAME}}</p>
{{#REACHED}}<p class="fine">You reach us at {{TEXT}}.</p>{{/REACHED}}
</div>
</body>
</html>
