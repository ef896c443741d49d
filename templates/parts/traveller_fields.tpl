{{%AUTOESCAPE context="HTML"}}
<div class="fields two">
{{#GIVEN_NAME}}{{>TEXT_FIELD}}{{/GIVEN_NAME}}
{{#SURNAME}}{{>TEXT_FIELD}}{{/SURNAME}}
</div>
<fieldset class="date">
<legend>Date of birth</legend>
{{#DATE_ERROR}}<p class="error" id="{{ID}}"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/DATE_ERROR}}
<div class="boxes">
{{#DATE_BOX}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">{{LABEL}}<span class="sr"> of birth</span></label><input class="{{BOX_CLASS}}" id="{{ID}}" name="{{NAME}}" inputmode="numeric" autocomplete="off" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="{{ID}}-error"{{/ERROR}}></div>{{/DATE_BOX}}
</div>
</fieldset>
