{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account-sessions" {{>PROBLEM_ATTRIBUTES}}>
<h1>Where you are signed in</h1>
{{>ACCOUNT_NAV}}
{{#NOTE}}<p class="note good" role="status">{{TEXT}}</p>{{/NOTE}}
<p class="lead">A sign-in ends after half an hour without a click, and after eight hours in any case. {{CLOCK_NOTE}}</p>
<ul class="sessions">
{{#SESSION}}
<li class="card" data-session>
<h2>{{CLIENT}}{{#THIS_ONE}}<span class="here">this one</span>{{/THIS_ONE}}</h2>
<dl class="facts">
<div><dt>Signed in</dt><dd>{{#SIGNED_IN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/SIGNED_IN}}</dd></div>
<div><dt>Last used</dt><dd>{{#LAST_SEEN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/LAST_SEEN}}</dd></div>
<div><dt>Ends by</dt><dd>{{#ENDS_BY}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/ENDS_BY}}</dd></div>
</dl>
{{#OTHER_ONE}}<form method="post" action="/account/sessions/{{REF}}/end" data-form="end-session"><button class="button secondary" type="submit">Sign out there</button></form>{{/OTHER_ONE}}
{{#THIS_ONE}}<form method="post" action="/sign-out" data-form="sign-out"><button class="button secondary" type="submit">Sign out here</button></form>{{/THIS_ONE}}
</li>
{{/SESSION}}
</ul>
{{#OTHERS}}<form method="post" action="/account/sessions/end" data-form="end-sessions"><button class="button" type="submit">Sign out everywhere else</button></form>{{/OTHERS}}
</main>
