{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="passengers" data-locator="{{LOCATOR}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Correct a name</h1>
{{#EDITING}}
<p class="lead">For spelling mistakes in booking {{LOCATOR}}. {{LEFT_WORDS}}</p>
<p class="hint">You can change one letter of each name, two if it has five letters or more, three if it has nine or more, counted from the name as it was booked, or as we wrote it last. Accents, capitals, blanks and hyphens do not count, and given names and surname may swap places. A seat cannot go to another person in this way.</p>
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
