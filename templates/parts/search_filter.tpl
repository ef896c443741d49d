{{%AUTOESCAPE context="HTML"}}
<details class="filter"{{#FILTER_OPEN}} open{{/FILTER_OPEN}}><summary>Filter</summary>
<form class="card" method="get" action="/flights" data-form="filter">
<input type="hidden" name="origin" value="{{KEPT_ORIGIN}}"><input type="hidden" name="destination" value="{{KEPT_DESTINATION}}"><input type="hidden" name="date" value="{{KEPT_DATE}}"><input type="hidden" name="adults" value="{{KEPT_ADULTS}}"><input type="hidden" name="children" value="{{KEPT_CHILDREN}}"><input type="hidden" name="infants" value="{{KEPT_INFANTS}}"><input type="hidden" name="cabin" value="{{KEPT_CABIN}}">{{#KEPT}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/KEPT}}
<div class="filter-fields">
{{#TIME}}<div class="field"><label for="{{NAME}}">{{LABEL}}</label><select id="{{NAME}}" name="{{NAME}}"><option value="">At any time</option><option value="morning"{{#IS_MORNING}} selected{{/IS_MORNING}}>Before 12:00</option><option value="afternoon"{{#IS_AFTERNOON}} selected{{/IS_AFTERNOON}}>12:00 to 18:00</option><option value="evening"{{#IS_EVENING}} selected{{/IS_EVENING}}>From 18:00</option></select></div>{{/TIME}}
{{#PRICES}}<div class="field"><label for="price_max">{{LABEL}}</label><select id="price_max" name="price_max"><option value="">Any price</option>{{#OPTION}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/PRICES}}
<div class="check"><input id="seats" name="seats" type="checkbox" value="free"{{#ONLY_FREE}} checked{{/ONLY_FREE}}><label for="seats">Only with seats for all of you</label></div>
</div>
<div class="actions"><button class="button secondary" type="submit">Show these</button>{{#FILTERED}}<a href="{{LINK}}">Show all</a>{{/FILTERED}}</div>
</form>
</details>
