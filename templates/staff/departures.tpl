{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-departures" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Departures</h1>
{{#SCHEDULE}}<p><a class="button secondary" href="/admin/departures/new">A new departure</a></p>{{/SCHEDULE}}
<form class="filter" method="get" action="/admin/departures" data-form="departures-filter">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
{{#STATE_SELECT}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="state">State</label>{{#ERROR}}<p class="error" id="state-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="state" name="state"{{#ERROR}} aria-invalid="true" aria-describedby="state-error"{{/ERROR}}>{{#STATE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/STATE_CHOICE}}</select></div>{{/STATE_SELECT}}
{{#SALES_SELECT}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="sales">Sales</label>{{#ERROR}}<p class="error" id="sales-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="sales" name="sales"{{#ERROR}} aria-invalid="true" aria-describedby="sales-error"{{/ERROR}}>{{#SALES_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/SALES_CHOICE}}</select></div>{{/SALES_SELECT}}
{{#SORT_SELECT}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="sort">In order of</label>{{#ERROR}}<p class="error" id="sort-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="sort" name="sort"{{#ERROR}} aria-invalid="true" aria-describedby="sort-error"{{/ERROR}}>{{#SORT_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/SORT_CHOICE}}</select></div>{{/SORT_SELECT}}
<button class="button" type="submit">Show</button>
<a class="button secondary" href="/admin/departures.csv?{{FILTER}}">As CSV</a>
</form>
{{#INCOMPLETE}}<p class="note" role="status">The flight service does not answer: departures on which nobody ever held a seat may be missing.</p>{{/INCOMPLETE}}
{{>STAFF_DEPARTURES}}
{{#MORE}}<p><a class="button secondary" href="/admin/departures?{{FILTER}}after={{AFTER:u}}">More</a></p>{{/MORE}}
</main>
