{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-sales" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Sell at the counter</h1>
<form class="filter" method="get" action="/admin/sales" data-form="sales-search" novalidate>
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">Find departures</button>
</form>
{{#RESULTS}}<ul>
{{#OFFERED}}<li class="card" data-departure="{{NAME}}" data-open="{{OPEN_WORD}}">
<h2><a href="/admin/departures/{{NAME}}">{{NAME}}</a></h2>
<p>{{ROUTE}} · leaves {{DEPARTS}} · arrives {{ARRIVES}} · {{AIRCRAFT}} · {{FREE}} free</p>
{{#HOLD_FORM}}<form class="filter" method="post" action="/admin/sales" data-form="sale-hold"><input type="hidden" name="departure" value="{{NAME}}"><input type="hidden" name="adults" value="{{ADULTS}}"><input type="hidden" name="children" value="{{CHILDREN}}"><input type="hidden" name="infants" value="{{INFANTS}}"><input type="hidden" name="origin" value="{{ORIGIN}}"><input type="hidden" name="destination" value="{{DESTINATION}}"><input type="hidden" name="date" value="{{DATE}}"><input type="hidden" name="key" value="{{KEY}}"><div class="field"><label for="fare-{{NTH}}">Fare</label><select id="fare-{{NTH}}" name="fare">{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div><div class="field"><label for="then-{{NTH}}">Then, at its lowest fare</label><input id="then-{{NTH}}" name="then" value="{{TYPED_THEN}}" autocomplete="off" spellcheck="false" placeholder="XA124/2026-12-08"></div><div class="field"><label for="seats-{{NTH}}">Seats, or none</label><input id="seats-{{NTH}}" name="seats" value="{{TYPED_SEATS}}" autocomplete="off" spellcheck="false"></div><button class="button" type="submit">Hold<span class="sr"> on {{NAME}}</span></button></form>{{/HOLD_FORM}}{{#SHUT}}<p class="note">{{TEXT}}</p>{{/SHUT}}
</li>
{{/OFFERED}}
</ul>{{/RESULTS}}
{{#NOTHING}}<p class="note">Nothing departs there on that day.</p>{{/NOTHING}}
</main>
