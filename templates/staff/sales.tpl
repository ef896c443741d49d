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
{{#HOLD_FORM}}<form class="filter" method="post" action="/admin/sales" data-form="sale-hold"><input type="hidden" name="departure" value="{{NAME}}"><input type="hidden" name="adults" value="{{ADULTS}}"><input type="hidden" name="children" value="{{CHILDREN}}"><input type="hidden" name="infants" value="{{INFANTS}}"><input type="hidden" name="origin" value="{{ORIGIN}}"><input type="hidden" name="destination" value="{{DESTINATION}}"><input type="hidden" name="date" value="{{DATE}}"><input type="hidden" name="key" value="{{KEY}}">{{#FARE_FIELD}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">Fare</label>{{#ERROR}}<p class="error" id="{{ID}}-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="{{ID}}" name="fare"{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/FARE_FIELD}}{{#THEN_FIELD}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">Then, at its lowest fare</label>{{#ERROR}}<p class="error" id="{{ID}}-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="{{ID}}" name="then" value="{{VALUE}}" autocomplete="off" spellcheck="false" placeholder="XA124/2026-12-08"{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}></div>{{/THEN_FIELD}}{{#SEATS_FIELD}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">Seats, or none</label>{{#ERROR}}<p class="error" id="{{ID}}-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="{{ID}}" name="seats" value="{{VALUE}}" autocomplete="off" spellcheck="false"{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}></div>{{/SEATS_FIELD}}<button class="button" type="submit">Hold<span class="sr"> on {{NAME}}</span></button></form>{{/HOLD_FORM}}{{#SHUT}}<p class="note">{{TEXT}}</p>{{/SHUT}}
</li>
{{/OFFERED}}
</ul>{{/RESULTS}}
{{#NOTHING}}<p class="note">Nothing departs there on that day.</p>{{/NOTHING}}
</main>
