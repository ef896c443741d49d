{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-member" data-staff="{{STAFF_NAME}}" data-role="{{STAFF_ROLE}}" data-state="{{STATE}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/team">Team</a></p>
<h1>{{STAFF_NAME}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<dl class="facts">
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Role</dt><dd>{{STAFF_ROLE}}</dd></div>
<div><dt>Second factor</dt><dd>{{FACTOR}}</dd></div>
<div><dt>Added</dt><dd>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</dd></div>
<div><dt>Last signed in</dt><dd>{{#SIGNED_IN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/SIGNED_IN}}{{#NEVER}}never{{/NEVER}}</dd></div>
</dl>
<p><a href="/admin/audit?actor={{STAFF_NAME:u}}">What {{STAFF_NAME}} did</a> · <a href="/admin/audit?subject=staff/{{STAFF_NAME:u}}">What was done to this sign-in</a></p>
<form class="card" method="post" action="/admin/team/{{STAFF_NAME}}/role" data-form="staff-role" novalidate>
<h2>Role</h2>
<input type="hidden" name="version" value="{{VERSION}}">
<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="role">Role</label>{{#ERROR}}<p class="error" id="role-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="role" name="role"{{#ERROR}} aria-invalid="true" aria-describedby="role-error"{{/ERROR}}>{{#ROLE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{VALUE}}</option>{{/ROLE_CHOICE}}</select></div>
{{#ROLE_FIELD}}{{>TEXT_FIELD}}{{/ROLE_FIELD}}
<button class="button" type="submit">Change the role</button>
</form>
{{#RESET}}<form class="card" method="post" action="/admin/team/{{STAFF_NAME}}/reset" data-form="staff-reset" novalidate>
<h2>Forgotten password, lost second factor</h2>
<p class="hint">Takes the second factor away and ends all sign-ins.</p>
<input type="hidden" name="version" value="{{VERSION}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">Give another first password</button>
</form>{{/RESET}}
{{#OWN_RESET}}<section class="card" data-own-reset>
<h2>Forgotten password, lost second factor</h2>
<p>You change your own at <a href="/admin/account">My sign-in</a>, by what you have now. If you have lost one of them, another admin gives you a first password here; where there is none, <code>aisle staff reset</code> on the server does.</p>
</section>{{/OWN_RESET}}
{{#ACTIVE}}<form class="card" method="post" action="/admin/team/{{STAFF_NAME}}/disable" data-form="staff-disable" novalidate>
<h2>Disable</h2>
<p class="hint">Ends all sign-ins at once. What was done stays in the audit log.</p>
<input type="hidden" name="version" value="{{VERSION}}">
{{#STATE_FIELD}}{{>TEXT_FIELD}}{{/STATE_FIELD}}
<button class="button danger" type="submit">Disable</button>
</form>{{/ACTIVE}}
{{#DISABLED}}<form class="card" method="post" action="/admin/team/{{STAFF_NAME}}/enable" data-form="staff-enable" novalidate>
<h2>Disabled</h2>
<input type="hidden" name="version" value="{{VERSION}}">
{{#STATE_FIELD}}{{>TEXT_FIELD}}{{/STATE_FIELD}}
<button class="button" type="submit">Let in again</button>
</form>{{/DISABLED}}
</main>
