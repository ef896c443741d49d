{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="contact" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Contact details</h1>
<p class="lead">Where we reach you about booking {{LOCATOR}}.</p>
<form method="post" action="/bookings/{{LOCATOR}}/contact" data-form="contact" novalidate>
{{>CHANGE_FIELDS}}
<div class="card">
<div class="fields two">
{{#EMAIL}}{{>TEXT_FIELD}}{{/EMAIL}}
{{#PHONE}}{{>TEXT_FIELD}}{{/PHONE}}
</div>
</div>
<div class="actions">
<button class="button" type="submit">Save</button>
<a class="button quiet" href="/bookings/{{LOCATOR}}">Go back</a>
</div>
</form>
</main>
