{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="seats" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Change seats</h1>
<p class="lead">Booking {{LOCATOR}}. Choose a free seat, or one of your own party to swap the two.</p>
<nav class="card slim" aria-label="Whose seat">
<ul class="actions">
{{#CHOICE}}<li><a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/CHOICE}}
</ul>
</nav>
{{#CHOSEN}}
<form class="offer" method="post" action="/bookings/{{LOCATOR}}/seats" data-form="seat">
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="departure" value="{{DEPARTURE_NAME}}">
<input type="hidden" name="passenger" value="{{PASSENGER_NO}}">
<input type="hidden" name="key" value="{{KEY}}">
<div class="offer-main">
<fieldset class="card seats" data-departure="{{DEPARTURE_NAME}}">
<legend>{{SEATS_TITLE}}</legend>
{{>SEAT_KEY}}
{{>SEAT_MAP}}
</fieldset>
</div>
<aside class="offer-aside" aria-label="Your choice">
<div class="pass upright">
<div class="pass-main">
<h2>Nothing is lost</h2>
<p>You keep the seat you have until you take another one.</p>
</div>
<div class="pass-stub">
<button class="button" type="submit">Take this seat</button>
<a class="button quiet" href="/bookings/{{LOCATOR}}">Go back</a>
</div>
</div>
</aside>
</form>
{{/CHOSEN}}
</main>
