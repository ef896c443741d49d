{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="cancel" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" data-refund-minor="{{REFUND_MINOR}}" data-currency="{{CURRENCY}}"{{#PART}} data-due-minor="{{DUE_MINOR}}"{{/PART}} {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
<div class="pass">
<div class="pass-main">
<p class="lead">{{WORDS}}</p>
{{>ITINERARY}}
<dl class="facts">
{{#COST}}<div><dt>{{LABEL}}</dt><dd>{{TEXT}}</dd></div>
{{/COST}}
</dl>
{{#FREE}}<p class="note good">You can cancel without any fee until <time datetime="{{UNTIL_AT}}">{{UNTIL_WORDS}}</time>, local time in {{ORIGIN_CITY}}.</p>{{/FREE}}
{{#AIRLINES}}<p class="note good">The airline has changed what you booked: you get back all that you paid for it, without any fee.</p>{{/AIRLINES}}
</div>
<div class="pass-stub">
<form method="post" action="/bookings/{{LOCATOR}}/cancel" data-form="cancel">
{{>CHANGE_FIELDS}}
<input type="hidden" name="refund_minor" value="{{REFUND_MINOR}}">
{{#PART_FIELDS}}
<input type="hidden" name="due_minor" value="{{DUE_MINOR}}">
{{#PART_PASSENGER}}<input type="hidden" name="passenger" value="{{PASSENGER_NO}}">{{/PART_PASSENGER}}
{{#PART_DEPARTURE}}<input type="hidden" name="departure" value="{{DEPARTURE_NAME}}">{{/PART_DEPARTURE}}
{{/PART_FIELDS}}
<button class="button danger" type="submit">{{BUTTON}}</button>
</form>
<a class="button secondary" href="/bookings/{{LOCATOR}}">Keep it</a>
</div>
</div>
{{#CHOICES}}
<nav class="card slim" aria-labelledby="other-title">
<h2 id="other-title">Or cancel something else</h2>
<ul class="actions">
{{#CHOICE}}<li>{{#CHOICE_OPEN}}<a href="{{LINK}}">{{TEXT}}</a>{{/CHOICE_OPEN}}{{#CHOICE_SHUT}}{{TEXT}} <span class="hint">{{MESSAGE}}.</span>{{/CHOICE_SHUT}}</li>
{{/CHOICE}}
</ul>
</nav>
{{/CHOICES}}
</main>
