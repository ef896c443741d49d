{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-today" data-date="{{DATE}}" {{>PROBLEM_ATTRIBUTES}}>
<h1>Today</h1>
<p class="hint">Departures that seats were ever held on, by local date at the origin. Sold and held are counted now.</p>
{{#DAY}}<h2><a href="/admin/departures?from={{DATE:u}}&amp;until={{DATE:u}}">{{TEXT}}</a></h2>
{{>STAFF_DEPARTURES}}
{{#MORE}}<p><a href="/admin/departures?from={{DATE:u}}&amp;until={{DATE:u}}">All of this day</a></p>{{/MORE}}
{{/DAY}}
</main>
