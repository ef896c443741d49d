{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-second-factor" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Set up a second factor</h1>
{{#FACTOR_NEEDED}}<p class="note">Everybody here needs one. Set it up, then go on.</p>{{/FACTOR_NEEDED}}
{{#FACTOR_ON}}<p class="note">You have one: a code of it is asked for below. It and its recovery codes are void as soon as this one is confirmed. Who has neither any more asks an admin for a reset.</p>{{/FACTOR_ON}}
<ol class="steps-list">
<li>
<h2>Scan this with an authenticator app</h2>
<svg class="scan" viewBox="0 0 {{CODE_SIDE}} {{CODE_SIDE}}" width="232" height="232" role="img" aria-label="The secret, for an authenticator app; it is written below too" focusable="false"><path d="{{CODE_PATH}}"/></svg>
<p>Or type it: <code data-secret>{{SECRET}}</code></p>
</li>
<li>
<h2>Keep these recovery codes on paper</h2>
<p class="hint">For when you lose the app; each is good once.</p>
<ul class="codes">{{#RECOVERY_CODE}}<li><code data-recovery-code>{{TEXT}}</code></li>{{/RECOVERY_CODE}}</ul>
</li>
<li>
<h2>Confirm</h2>
<form class="card" method="post" action="/admin/account/second-factor" data-form="second-factor" novalidate>
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">Set it up</button>
</form>
</li>
</ol>
</main>
