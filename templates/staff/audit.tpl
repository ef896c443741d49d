{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-audit" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1 id="log">Audit log</h1>
<form class="filter" method="get" action="/admin/audit" data-form="audit-filter" novalidate>
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">Show</button>
<a class="button secondary" href="/admin/audit.csv?{{FILTER}}">As CSV</a>
</form>
<section class="scroll" aria-labelledby="log" tabindex="0">
<table class="table">
<thead><tr><th scope="col">No.</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">To what</th><th scope="col">More</th><th scope="col">Address</th><th scope="col">Request</th></tr></thead>
<tbody>
{{#ENTRY}}<tr data-entry="{{SEQ}}" data-action="{{WHAT}}" data-actor="{{ACTOR}}" data-subject="{{SUBJECT}}"><td>{{SEQ}}</td><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{ACTOR}}</td><td>{{WHAT}}</td><td>{{SUBJECT}}</td><td>{{DETAIL}}</td><td>{{ADDRESS}}</td><td class="faint">{{REQUEST_ID}}</td></tr>
{{/ENTRY}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">Nothing was found.</p>{{/NOTHING}}
{{#MORE}}<p><a class="button secondary" href="/admin/audit?{{FILTER}}before={{BEFORE}}">Older ones</a></p>{{/MORE}}
</main>
