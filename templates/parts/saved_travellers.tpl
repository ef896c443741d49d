{{%AUTOESCAPE context="HTML"}}
<form class="card" method="get" action="/holds/{{REF}}" data-form="fill-in">
<h2>Fill in from your travellers</h2>
<div class="fields two">
{{#SAVED_CHOICE}}<div class="field"><label for="{{ID}}">{{LABEL}}</label><select id="{{ID}}" name="traveller"><option value="">Somebody else</option>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/SAVED_CHOICE}}
</div>
<button class="button secondary" type="submit">Fill in</button>
</form>
