{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-sale" data-ref="{{REF}}" data-state="{{STATE}}" data-version="{{VERSION}}" data-total-minor="{{TOTAL_MINOR}}" data-seats="{{SEATS_TEXT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/sales">Sell at the counter</a></p>
<h1>{{HEADING}}</h1>
{{>MEANWHILE}}
<dl class="facts">
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Seats</dt><dd>{{SEATS_TEXT}}</dd></div>
<div><dt>Price</dt><dd>{{PRICE}}</dd></div>
<div><dt>Held until</dt><dd>{{#HELD_UNTIL}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/HELD_UNTIL}}</dd></div>
</dl>
{{#BOOK}}<section class="card" aria-labelledby="ready">
<h2 id="ready">Ready to be sold</h2>
<ul>{{#PERSON}}<li>{{TEXT}}</li>{{/PERSON}}</ul>
<form method="post" action="/admin/sales/{{REF}}/book" data-form="sale-book"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="total_minor" value="{{TOTAL_MINOR}}">{{#LANGUAGES}}<div class="field"><label for="language">Mails to the customer in</label><select id="language" name="language">{{#LANGUAGE}}<option value="{{LANGUAGE_CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LANGUAGE_NAME}}</option>{{/LANGUAGE}}</select></div>{{/LANGUAGES}}<button class="button" type="submit">Book for {{PRICE}}</button></form>
</section>{{/BOOK}}
{{#EDITING}}<form class="card" method="post" action="/admin/sales/{{REF}}/passengers" data-form="sale-passengers" novalidate>
<h2>Passengers</h2>
<input type="hidden" name="version" value="{{VERSION}}">
{{#PERSON}}<fieldset>
<legend>{{LABEL}}</legend>
<div class="fields three">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
</div>
</fieldset>
{{/PERSON}}
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">Save the passengers</button>
</form>
<form method="post" action="/admin/sales/{{REF}}/extend" data-form="sale-extend"><button class="button secondary" type="submit">Hold them longer</button></form>
<form method="post" action="/admin/sales/{{REF}}/release" data-form="sale-release"><input type="hidden" name="version" value="{{VERSION}}"><button class="button secondary" type="submit">Give the seats back</button></form>{{/EDITING}}
</main>
