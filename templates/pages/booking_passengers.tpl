{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="passengers" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Correct a name</h1>
{{#EDITING}}
<p class="lead">For slips of the pen in booking {{LOCATOR}}. {{LEFT_WORDS}}</p>
<p class="hint">Of each name one letter may change, two from five letters on, three from nine letters on, counted from the name that was booked. Accents, capitals, blanks and hyphens are free, and given name and surname may change places. A seat cannot go to another person in this way.</p>
<form method="post" action="/bookings/{{LOCATOR}}/passengers" data-form="names" novalidate>
{{>CHANGE_FIELDS}}
{{#TRAVELLER}}
<fieldset class="card">
<legend>{{TRAVELLER_TITLE}}</legend>
<div class="fields two">
{{#GIVEN_NAME}}{{>TEXT_FIELD}}{{/GIVEN_NAME}}
{{#SURNAME}}{{>TEXT_FIELD}}{{/SURNAME}}
</div>
</fieldset>
{{/TRAVELLER}}
<div class="actions">
<button class="button" type="submit">Save the names</button>
<a class="button quiet" href="/bookings/{{LOCATOR}}">Go back</a>
</div>
</form>
{{/EDITING}}
{{#USED_UP}}
<p class="lead">{{WORDS}}{{#REACHED}} You reach us at {{>CONTACT_LINK}}. Please give the booking code and the name as the passport has it.{{/REACHED}}</p>
<p><a class="button secondary" href="/bookings/{{LOCATOR}}">Go back</a></p>
{{/USED_UP}}
</main>
