{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="seats" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Change seats</h1>
<p class="lead">{{WORDS}}</p>
<nav class="card slim" aria-label="Whose seat">
<ul class="actions">
{{#CHOICE}}<li><a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/CHOICE}}
</ul>
</nav>
{{#CHOSEN}}
<form class="offer" method="post" action="/bookings/{{LOCATOR}}/seats" data-form="seat">
{{>CHANGE_FIELDS}}
<input type="hidden" name="departure" value="{{DEPARTURE_NAME}}">
<input type="hidden" name="passenger" value="{{PASSENGER_NO}}">
<div class="offer-main">
<fieldset class="card seats" data-departure="{{DEPARTURE_NAME}}"{{#SEATS_WRONG}} aria-describedby="{{ERROR_IDS}}"{{/SEATS_WRONG}}>
<legend>{{SEATS_TITLE}}</legend>
{{#SEAT_ERROR}}<p class="error" id="{{ID}}"{{#SEAT_ERROR_ALONE}} tabindex="-1"{{/SEAT_ERROR_ALONE}}><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/SEAT_ERROR}}
{{>SEAT_KEY}}
{{>SEAT_MAP}}
</fieldset>
</div>
<aside class="offer-aside" aria-label="Your choice">
<div class="pass upright">
<div class="pass-main">
{{#KEEPS}}<h2>Nothing is lost</h2>
<p>You keep the seat you have until you take another one.</p>{{/KEEPS}}
{{#LOST}}<h2>Your seat is gone</h2>
<p>{{TEXT}}</p>{{/LOST}}
</div>
<div class="pass-stub">
<button class="button" type="submit">Take this seat</button>
<a class="button quiet" href="/bookings/{{LOCATOR}}">Go back</a>
</div>
</div>
</aside>
</form>
<div hidden><span data-word="and">{some} and {last}</span><span data-word="yours">Your choice: {seats}</span><span data-word="free">free</span><span data-word="taken">taken</span><span data-word="is-taken">{seats} is taken now.</span><span data-word="are-taken">{seats} are taken now.</span><span data-word="more-taken">{n} more seats are taken now.</span><span data-word="faster">Somebody was faster: {taken}</span><span data-word="rest-stays">The seat you have is chosen again.</span><span data-word="again">Choose another one.</span></div>
<script type="module" src="{{SCRIPT}}"></script>
{{/CHOSEN}}
</main>
