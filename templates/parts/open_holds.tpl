{{%AUTOESCAPE context="HTML"}}
<section class="card" aria-labelledby="open-holds">
<h2 id="open-holds">What you hold now</h2>
{{#OPEN_HOLD}}<div class="held" data-open-hold="{{REF}}">
<ul>{{#OPEN_FLIGHT}}<li>{{WORDS}}</li>{{/OPEN_FLIGHT}}</ul>
<p>Kept until <time datetime="{{EXPIRES_AT}}">{{EXPIRES_TIME}}</time> (local time in {{EXPIRES_PLACE}}).</p>
<div class="actions">
<a class="button secondary" href="/holds/{{REF}}">Go on with these<span class="sr">: {{DEPARTURE_NAME}}</span></a>
<form method="post" action="/holds/{{REF}}/release" data-form="release"><button class="button quiet" type="submit">Give the seats back<span class="sr">: {{DEPARTURE_NAME}}</span></button></form>
</div>
</div>
{{/OPEN_HOLD}}
</section>
