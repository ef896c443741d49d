{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-departures" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Departures</h1>
{{#SCHEDULE}}<p><a class="button secondary" href="/admin/departures/new">A new departure</a></p>{{/SCHEDULE}}
<form class="filter" method="get" action="/admin/departures" data-form="departures-filter">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<div class="field"><label for="state">State</label><select id="state" name="state">{{#STATE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/STATE_CHOICE}}</select></div>
<div class="field"><label for="sales">Sales</label><select id="sales" name="sales">{{#SALES_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/SALES_CHOICE}}</select></div>
<div class="field"><label for="sort">In order of</label><select id="sort" name="sort">{{#SORT_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/SORT_CHOICE}}</select></div>
<button class="button" type="submit">Show</button>
<a class="button secondary" href="/admin/departures.csv?{{FILTER}}">As CSV</a>
</form>
{{#INCOMPLETE}}<p class="note" role="status">The flight service does not answer: departures on which nobody ever held a seat may be missing.</p>{{/INCOMPLETE}}
{{>STAFF_DEPARTURES}}
{{#MORE}}<p><a class="button secondary" href="/admin/departures?{{FILTER}}after={{AFTER:u}}">More</a></p>{{/MORE}}
</main>
