{{%AUTOESCAPE context="HTML"}}
<details class="filter"{{#FILTER_OPEN}} open{{/FILTER_OPEN}}><summary>Filter</summary>
<form class="card" method="get" action="/flights" data-form="filter">
{{#KEPT}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/KEPT}}
<div class="filter-fields">
{{#TIME}}<div class="field"><label for="{{NAME}}">{{LABEL}}</label><select id="{{NAME}}" name="{{NAME}}"><option value="">At any time</option>{{#OPTION}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/TIME}}
{{#PRICES}}<div class="field"><label for="price_max">{{LABEL}}</label><select id="price_max" name="price_max"><option value="">Any price</option>{{#OPTION}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{TEXT}}</option>{{/OPTION}}</select></div>{{/PRICES}}
<div class="check"><input id="seats" name="seats" type="checkbox" value="free"{{#ONLY_FREE}} checked{{/ONLY_FREE}}><label for="seats">Only with seats for all of you</label></div>
</div>
<div class="actions"><button class="button secondary" type="submit">Show these</button>{{#FILTERED}}<a href="{{LINK}}">Show all</a>{{/FILTERED}}</div>
</form>
</details>
