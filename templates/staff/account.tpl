{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-account" {{>PROBLEM_ATTRIBUTES}}>
<h1>My sign-in</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<dl class="facts">
<div><dt>Name</dt><dd>{{STAFF_NAME}}</dd></div>
<div><dt>Role</dt><dd>{{STAFF_ROLE}}</dd></div>
<div><dt>Password</dt><dd><a href="/admin/account/password">Change it</a></dd></div>
<div><dt>Second factor</dt><dd>{{#FACTOR_ON}}Set up; {{COUNT}} recovery codes are unused. <a href="/admin/account/second-factor">Set up another one</a>{{/FACTOR_ON}}{{#FACTOR_OFF}}None. <a href="/admin/account/second-factor">Set it up</a>{{/FACTOR_OFF}}</dd></div>
</dl>
<h2 id="sessions">Where you are signed in</h2>
<p class="hint">A sign-in ends after half an hour without a click, and after eight hours in any case.</p>
<section class="scroll" aria-labelledby="sessions" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Browser</th><th scope="col">Address</th><th scope="col">Signed in</th><th scope="col">Last used</th><th scope="col">Ends by</th><th scope="col"><span class="sr">End it</span></th></tr></thead>
<tbody>
{{#SESSION}}<tr data-session><th scope="row">{{CLIENT}}{{#THIS_ONE}} <span class="here">this one</span>{{/THIS_ONE}}</th><td>{{ADDRESS}}</td><td>{{#SIGNED_IN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/SIGNED_IN}}</td><td>{{#LAST_SEEN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/LAST_SEEN}}</td><td>{{#ENDS_BY}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/ENDS_BY}}</td><td>{{#OTHER_ONE}}<form method="post" action="/admin/account/sessions/{{REF}}/end" data-form="end-session"><button class="button secondary" type="submit">Sign out there<span class="sr">: {{CLIENT}}, {{ADDRESS}}</span></button></form>{{/OTHER_ONE}}</td></tr>
{{/SESSION}}
</tbody>
</table>
</section>
{{#OTHERS}}<form method="post" action="/admin/account/sessions/end" data-form="end-sessions"><button class="button" type="submit">Sign out everywhere else</button></form>{{/OTHERS}}
</main>
