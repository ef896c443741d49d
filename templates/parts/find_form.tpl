{{%AUTOESCAPE context="HTML"}}
<form class="find" method="post" action="/find" data-form="find" novalidate>
<div class="fields two">
{{#LOCATOR}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="locator">Booking code</label>{{#ERROR}}<p class="error" id="locator-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input class="code-input" id="locator" name="locator" autocomplete="off" autocapitalize="characters" spellcheck="false" value="{{VALUE}}" aria-describedby="locator-hint{{#ERROR}} locator-error{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}><p class="hint" id="locator-hint">Six letters or digits, such as K7QX3M</p></div>{{/LOCATOR}}
{{#SURNAME}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="surname">Surname of a passenger</label>{{#ERROR}}<p class="error" id="surname-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="surname" name="surname" autocomplete="family-name" spellcheck="false" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="surname-error"{{/ERROR}}></div>{{/SURNAME}}
</div>
<button class="button secondary" type="submit">Find my booking</button>
</form>
