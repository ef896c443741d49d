{{%AUTOESCAPE context="HTML"}}
<fieldset class="card">
<legend>Fill in from your travellers</legend>
<div class="fields two">
{{#SAVED_CHOICE}}<div class="field"><label for="{{ID}}">{{LABEL}}</label><select id="{{ID}}" name="traveller"><option value="">Somebody else</option>{{#OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/SAVED_CHOICE}}
</div>
<button class="button secondary" type="submit" name="fill" value="in">Fill in</button>
</fieldset>
