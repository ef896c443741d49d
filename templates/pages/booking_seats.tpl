{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="seats" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Change seats</h1>
<p class="lead">Booking {{LOCATOR}}. A seat of somebody in your own party swaps the two.</p>
<nav class="card" aria-label="Whose seat">
<ul class="actions">
{{#CHOICE}}<li><a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/CHOICE}}
</ul>
</nav>
{{#CHOSEN}}
<form class="card" method="post" action="/bookings/{{LOCATOR}}/seats" data-form="seat">
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="departure" value="{{DEPARTURE_NAME}}">
<input type="hidden" name="passenger" value="{{PASSENGER_NO}}">
<input type="hidden" name="key" value="{{KEY}}">
<fieldset class="seats" data-departure="{{DEPARTURE_NAME}}">
<legend>{{SEATS_TITLE}}</legend>
{{>SEAT_KEY}}
{{>SEAT_MAP}}
</fieldset>
<button class="button" type="submit">Take this seat</button>
<p><a href="/bookings/{{LOCATOR}}">Back to the booking</a></p>
</form>
{{/CHOSEN}}
</main>
