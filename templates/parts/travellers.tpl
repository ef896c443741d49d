{{%AUTOESCAPE context="HTML"}}
{{#TRAVELLER}}
<fieldset class="card">
<legend>{{TRAVELLER_TITLE}}</legend>
<div class="fields two">
{{#GIVEN_NAME}}{{>TEXT_FIELD}}{{/GIVEN_NAME}}
{{#SURNAME}}{{>TEXT_FIELD}}{{/SURNAME}}
</div>
<fieldset class="date">
<legend>Date of birth</legend>
{{#DATE_ERROR}}<p class="error" id="{{ID}}"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/DATE_ERROR}}
<p class="hint" id="{{DATE_HINT_ID}}">{{DATE_HINT}}</p>
<div class="boxes">
{{#DATE_BOX}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">{{LABEL}}<span class="sr"> of birth, {{TRAVELLER_TITLE}}</span></label><input class="{{BOX_CLASS}}" id="{{ID}}" name="{{NAME}}" inputmode="numeric" autocomplete="{{AUTOCOMPLETE}}" value="{{VALUE}}" aria-describedby="{{DESCRIBED_BY}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}></div>{{/DATE_BOX}}
</div>
</fieldset>
</fieldset>
{{/TRAVELLER}}
<fieldset class="card">
<legend>Where we reach you</legend>
<div class="fields two">
{{#EMAIL}}{{>TEXT_FIELD}}{{/EMAIL}}
{{#PHONE}}{{>TEXT_FIELD}}{{/PHONE}}
</div>
</fieldset>
