{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{HEADLINE}}</title></head>
<body>
<h1>{{HEADLINE}}</h1>
<p>{{MESSAGE}}</p>
{{#ACTION}}<p><a href="{{LINK}}">{{LINK}}</a></p>{{/ACTION}}
<p>{{SITE_NAME}}</p>
{{#REACHED}}<p>You reach us at {{TEXT}}.</p>{{/REACHED}}
</body>
</html>
