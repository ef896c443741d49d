{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="seats" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Change seats</h1>
<p class="lead">Booking {{LOCATOR}}. Choose a free seat, or one of your own party to swap the two.</p>
{{#CHOSEN}}<form class="offer" method="post" action="/bookings/{{LOCATOR}}/seats" data-form="seat">
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
</div>{{/CHOSEN}}
<aside class="offer-aside" aria-label="Whose seat">
<div class="pass upright">
<div class="pass-main">
<h2>Whose seat</h2>
<ul class="actions column">
{{#CHOICE}}<li><a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/CHOICE}}
</ul>
</div>
<div class="pass-stub">
{{#CHOSEN}}<button class="button" type="submit">Take this seat</button>{{/CHOSEN}}
<a class="button quiet" href="/bookings/{{LOCATOR}}">Back to the booking</a>
</div>
</div>
</aside>
{{#CHOSEN}}</form>{{/CHOSEN}}
</main>
