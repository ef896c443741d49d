{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-{{PAGE}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow">{{#BACK}}<a href="/admin/departures/{{NAME}}">{{NAME}}</a>{{/BACK}}</p>
<h1>{{HEADING}}</h1>
{{#INTRO}}<p class="lead">{{TEXT}}</p>{{/INTRO}}
{{#BOTH}}<section class="note warn" aria-labelledby="both-title" data-seen-version="{{OLD_VERSION}}">
<h2 id="both-title">Somebody has changed it since you looked</h2>
<dl class="facts">
<div><dt>You saw version {{OLD_VERSION}}</dt><dd data-was>{{OLD_WORDS}}</dd></div>
<div><dt>It is now version {{VERSION}}</dt><dd data-is>{{NEW_WORDS}}</dd></div>
</dl>
</section>{{/BOTH}}
{{#STANDS}}<dl class="facts inline" data-version="{{VERSION}}">
<div><dt>Route</dt><dd>{{ORIGIN}} – {{DESTINATION}}</dd></div>
<div><dt>Leaves</dt><dd>{{DEPARTS}}</dd></div>
<div><dt>Arrives</dt><dd>{{ARRIVES}}</dd></div>
<div><dt>Aircraft</dt><dd>{{AIRCRAFT}}</dd></div>
<div><dt>State</dt><dd>{{STATE}}</dd></div>
</dl>{{/STANDS}}
{{#ASKING}}<form class="card" method="get" action="{{ACTION_PATH}}" data-form="preview" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
<div class="filter even">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
{{#SELECT}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{NAME}}">{{LABEL}}</label>{{#ERROR}}<p class="error" id="{{NAME}}-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="{{NAME}}" name="{{NAME}}"{{#ERROR}} aria-invalid="true" aria-describedby="{{NAME}}-error"{{/ERROR}}>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/SELECT}}
</div>
<button class="button secondary" type="submit">Show the effect</button>
</form>{{/ASKING}}
{{#EFFECT}}<section class="card" aria-labelledby="effect-title" data-people="{{PEOPLE}}" data-bookings="{{BOOKINGS}}" data-keeps="{{KEEPS}}" data-moves="{{MOVED_COUNT}}" data-loses="{{LOSES}}" data-checked-in="{{CHECKED_COUNT}}">
<h2 id="effect-title">Effect</h2>
<p><strong>{{TEXT}}</strong></p>
<ul>
{{#EFFECT_LINE}}<li>{{TEXT}}</li>
{{/EFFECT_LINE}}
</ul>
{{#DOING}}<form method="post" action="{{ACTION_PATH}}" data-form="{{PAGE}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
<button class="button danger" type="submit">{{BUTTON}}</button>
</form>{{/DOING}}
{{#MOVES}}<section class="scroll" aria-label="Who sits elsewhere" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Booking</th><th scope="col">Passenger</th><th scope="col">Seat</th><th scope="col">New seat</th></tr></thead>
<tbody>
{{#MOVE}}<tr data-locator="{{LOCATOR}}" data-from="{{OLD_SEAT}}" data-to="{{NEW_SEAT}}"><th scope="row"><a href="/admin/bookings/{{LOCATOR}}">{{LOCATOR}}</a></th><td>{{WHO_NAME}}</td><td>{{OLD_SEAT}}{{#CHECKED_IN}}, checked in{{/CHECKED_IN}}</td><td>{{NEW_SEAT}}</td></tr>
{{/MOVE}}
</tbody>
</table>
</section>{{/MOVES}}
</section>{{/EFFECT}}
{{#DOING}}<form method="post" action="{{ACTION_PATH}}" data-form="{{PAGE}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
<button class="button" type="submit">{{BUTTON}}</button>
</form>{{/DOING}}
</main>
