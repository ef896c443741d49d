{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-{{PAGE}}" data-locator="{{LOCATOR}}" data-version="{{VERSION}}"{{#QUOTED}} data-refund-minor="{{REFUND_MINOR}}" data-due-minor="{{DUE_MINOR}}"{{/QUOTED}} {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/bookings/{{LOCATOR}}">Booking {{LOCATOR}}</a></p>
<h1>{{HEADING}}</h1>
{{>MEANWHILE}}
{{#INTRO}}<p class="lead">{{TEXT}}</p>{{/INTRO}}
{{#COSTS}}<dl class="facts">
{{#COST}}<div><dt>{{LABEL}}</dt><dd>{{TEXT}}</dd></div>
{{/COST}}
</dl>{{/COSTS}}
{{#SHOWN_FORM}}<form class="card" method="post" action="/admin/bookings/{{LOCATOR}}/{{ACTION_WORD}}" data-form="{{PAGE}}" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#TICKS}}<fieldset{{#TICK_ERROR}} id="passenger-1" tabindex="-1" aria-describedby="passenger-1-error"{{/TICK_ERROR}}>
<legend>{{LABEL}}</legend>
{{#TICK_ERROR}}<p class="error" id="passenger-1-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/TICK_ERROR}}
{{#TICK}}<label class="tick"><input type="checkbox" name="passenger" value="{{NO}}"{{#CHOSEN}} checked{{/CHOSEN}}> {{TEXT}}</label>
{{/TICK}}
</fieldset>{{/TICKS}}
{{#SELECT}}<div class="field{{#SELECT_ERROR}} invalid{{/SELECT_ERROR}}"><label for="seat">{{LABEL}}</label>{{#SELECT_ERROR}}<p class="error" id="seat-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/SELECT_ERROR}}<select id="seat" name="seat"{{#SELECT_ERROR}} aria-invalid="true" aria-describedby="seat-error"{{/SELECT_ERROR}}>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/SELECT}}
{{#PERSON}}<fieldset>
<legend>{{LABEL}}</legend>
<div class="fields two">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
</div>
</fieldset>
{{/PERSON}}
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button{{#DANGER}} danger{{/DANGER}}" type="submit">{{BUTTON}}</button>
</form>{{/SHOWN_FORM}}
{{#CHOICES}}<nav class="card" aria-labelledby="choices">
<h2 id="choices">{{LABEL}}</h2>
<ul class="staff-links">
{{#CHOICE}}<li>{{#CHOICE_OPEN}}<a href="{{LINK}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}</a>{{/CHOICE_OPEN}}{{#CHOICE_SHUT}}{{TEXT}} <span class="hint">{{MESSAGE}}</span>{{/CHOICE_SHUT}}</li>
{{/CHOICE}}
</ul>
</nav>{{/CHOICES}}
</main>
