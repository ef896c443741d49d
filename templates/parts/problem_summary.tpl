{{%AUTOESCAPE context="HTML"}}
<div class="error-summary" role="alert" tabindex="-1" autofocus>
<h2><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="10"/><line x1="12" x2="12" y1="8" y2="12"/><line x1="12" x2="12.01" y1="16" y2="16"/></svg>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_WORDS}}<p>{{TEXT}}</p>{{/PROBLEM_WORDS}}
{{#PROBLEM_WAY}}<p><a href="{{LINK}}">{{TEXT}}</a></p>{{/PROBLEM_WAY}}
{{#REQUEST}}<p>{{#REACHED}}You reach us at {{>CONTACT_LINK}}. Please give the number <span class="seat-no">{{REQUEST_ID}}</span>{{/REACHED}}{{#NOT_REACHED}}This happened under the number <span class="seat-no">{{REQUEST_ID}}</span>{{/NOT_REACHED}}</p>{{/REQUEST}}
{{#COMPLAINTS}}
<ul>
{{#COMPLAINT}}<li>{{#COMPLAINT_LINKED}}<a href="#{{COMPLAINT_ID}}">{{MESSAGE}}</a>{{/COMPLAINT_LINKED}}{{#COMPLAINT_SAID}}{{MESSAGE}}{{/COMPLAINT_SAID}}</li>{{/COMPLAINT}}
</ul>
{{/COMPLAINTS}}
</div>
