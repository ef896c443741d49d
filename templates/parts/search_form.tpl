{{%AUTOESCAPE context="HTML"}}
<form class="pass search" method="get" action="/flights" data-form="search" novalidate>
<div class="pass-main">
<div class="fields two">
{{#ORIGIN}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="origin">From</label>{{#ERROR}}<p class="error" id="origin-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="origin" name="origin" type="text" list="places" autocomplete="off" autocapitalize="words" spellcheck="false" placeholder="City or airport" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="origin-error"{{/ERROR}}></div>{{/ORIGIN}}
{{#DESTINATION}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="destination">To</label>{{#ERROR}}<p class="error" id="destination-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="destination" name="destination" type="text" list="places" autocomplete="off" autocapitalize="words" spellcheck="false" placeholder="City or airport" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="destination-error"{{/ERROR}}></div>{{/DESTINATION}}
</div>
<div class="fields two">
{{#DATE}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="date">Leaving on</label>{{#ERROR}}<p class="error" id="date-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="date" name="date" type="date" min="{{FIRST_DATE}}" max="{{LAST_DATE}}" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="date-error"{{/ERROR}}></div>{{/DATE}}
{{#RETURN}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="return">Coming back <span class="optional">(optional)</span></label>{{#ERROR}}<p class="error" id="return-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="return" name="return" type="date" min="{{FIRST_DATE}}" max="{{LAST_DATE}}" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="return-error"{{/ERROR}}></div>{{/RETURN}}
</div>
<div class="fields three">
{{#ADULTS}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="adults">Adults <span class="optional">12+</span></label>{{#ERROR}}<p class="error" id="adults-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="adults" name="adults" type="number" inputmode="numeric" min="0" max="9" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="adults-error"{{/ERROR}}></div>{{/ADULTS}}
{{#CHILDREN}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="children">Children <span class="optional">2–11</span></label>{{#ERROR}}<p class="error" id="children-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="children" name="children" type="number" inputmode="numeric" min="0" max="9" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="children-error"{{/ERROR}}></div>{{/CHILDREN}}
{{#INFANTS}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="infants">Infants <span class="optional">on lap</span></label>{{#ERROR}}<p class="error" id="infants-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="infants" name="infants" type="number" inputmode="numeric" min="0" max="9" value="{{VALUE}}"{{#ERROR}} aria-invalid="true" aria-describedby="infants-error"{{/ERROR}}></div>{{/INFANTS}}
</div>
</div>
<div class="pass-stub">
{{#CABIN}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="cabin">Cabin</label>{{#ERROR}}<p class="error" id="cabin-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="cabin" name="cabin"{{#ERROR}} aria-invalid="true" aria-describedby="cabin-error"{{/ERROR}}><option value="Y">Economy</option><option value="J"{{#CABIN_IS_J}} selected{{/CABIN_IS_J}}>Business</option></select></div>{{/CABIN}}
<p class="hint">Prices you see next are for all of you, taxes included.</p>
<button class="button" type="submit">Show flights</button>
</div>
<datalist id="places">{{#SERVED}}<option value="{{SERVED_PLACE}}"></option>{{/SERVED}}</datalist>
</form>
<div hidden><span data-word="places">Places</span><span data-word="no-place">No suggestions</span><span data-word="one-place">{n} place</span><span data-word="some-places">{n} places</span></div>
<script src="{{SEARCH_SCRIPT}}" defer></script>
