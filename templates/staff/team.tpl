{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-team" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1 id="team">Team</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<section class="scroll" aria-labelledby="team" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Second factor</th><th scope="col">Last signed in</th></tr></thead>
<tbody>
{{#MEMBER}}<tr data-staff="{{STAFF_NAME}}" data-role="{{STAFF_ROLE}}" data-state="{{STATE}}"><th scope="row"><a href="/admin/team/{{STAFF_NAME}}">{{STAFF_NAME}}</a></th><td>{{STAFF_ROLE}}</td><td>{{STATE}}</td><td>{{FACTOR}}</td><td>{{#SIGNED_IN}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/SIGNED_IN}}{{#NEVER}}never{{/NEVER}}</td></tr>
{{/MEMBER}}
</tbody>
</table>
</section>
{{#MORE}}<p><a href="/admin/team?after={{AFTER:u}}">More</a></p>{{/MORE}}
<h2>Add somebody</h2>
<form class="card narrow" method="post" action="/admin/team" data-form="staff-add" novalidate>
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="role">Role</label>{{#ERROR}}<p class="error" id="role-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<select id="role" name="role"{{#ERROR}} aria-invalid="true" aria-describedby="role-error"{{/ERROR}}>{{#ROLE_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{VALUE}}</option>{{/ROLE_CHOICE}}</select></div>
{{#ROLE_FIELD}}{{>TEXT_FIELD}}{{/ROLE_FIELD}}
<button class="button" type="submit">Add</button>
</form>
</main>
