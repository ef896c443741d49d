{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account-traveller" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Change {{NAME}}</h1>
<p class="lead">Bookings that are made already keep the name that they have.</p>
<form class="card" method="post" action="/account/travellers/{{REF}}" data-form="traveller" novalidate>
{{>TRAVELLER_FIELDS}}
<button class="button" type="submit">Save</button>
</form>
<ul class="actions"><li><a href="/account/travellers">Back to the list</a></li></ul>
</main>
