{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-departures" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Departures</h1>
<form class="filter" method="get" action="/admin/departures" data-form="departures-filter">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<div class="field"><label for="only">Which</label><select id="only" name="only"><option value="">all</option><option value="closed"{{#CLOSED_ONLY}} selected{{/CLOSED_ONLY}}>not on sale</option></select></div>
<div class="field"><label for="sort">In order of</label><select id="sort" name="sort">{{#SORT_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/SORT_CHOICE}}</select></div>
<button class="button" type="submit">Show</button>
<a class="button secondary" href="/admin/departures.csv?{{FILTER}}">As CSV</a>
</form>
{{>STAFF_DEPARTURES}}
{{#MORE}}<p><a class="button secondary" href="/admin/departures?{{FILTER}}after={{AFTER:u}}">More</a></p>{{/MORE}}
</main>
