{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="notice" {{>PROBLEM_ATTRIBUTES}}>
<div class="pass notice">
<div class="pass-main">
<p class="eyebrow">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
<p class="lead">{{WORDS}}</p>
{{#COMPLAINTS}}<ul>{{#COMPLAINT}}<li>{{MESSAGE}}</li>{{/COMPLAINT}}</ul>{{/COMPLAINTS}}
{{#REQUEST}}<p class="hint">{{#REACHED}}You reach us at {{>CONTACT_LINK}}. Please give the number <span class="seat-no">{{REQUEST_ID}}</span>{{/REACHED}}{{#NOT_REACHED}}This happened under the number <span class="seat-no">{{REQUEST_ID}}</span>{{/NOT_REACHED}}</p>{{/REQUEST}}
</div>
<div class="pass-stub">
<a class="button" href="/">Search flights</a>
<a class="button secondary" href="/#find">Find my booking</a>
</div>
</div>
</main>
