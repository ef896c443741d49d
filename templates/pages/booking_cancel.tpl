{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="cancel" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" data-refund-minor="{{REFUND_MINOR}}" data-currency="{{CURRENCY}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Cancel booking {{LOCATOR}}?</h1>
<div class="pass">
<div class="pass-main">
<p class="lead">All seats of all passengers are given back at once. This cannot be undone.</p>
{{>ITINERARY}}
<dl class="facts">
<div><dt>Price</dt><dd>{{TOTAL}}</dd></div>
<div><dt>Paid so far</dt><dd>{{PAID_WORDS}}</dd></div>
<div><dt>Goes back to you</dt><dd>{{REFUND_WORDS}}</dd></div>
</dl>
</div>
<div class="pass-stub">
<form method="post" action="/bookings/{{LOCATOR}}/cancel" data-form="cancel">
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="refund_minor" value="{{REFUND_MINOR}}">
<input type="hidden" name="key" value="{{KEY}}">
<button class="button danger" type="submit">Cancel the booking</button>
</form>
<a class="button secondary" href="/bookings/{{LOCATOR}}">Keep it</a>
</div>
</div>
</main>
