{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account-data" {{>PROBLEM_ATTRIBUTES}}>
<h1>Your data</h1>
{{>ACCOUNT_NAV}}
<section class="card" aria-labelledby="kept-title">
<h2 id="kept-title">What we keep</h2>
<p>Your e-mail address, your travellers, where you are signed in, your bookings with what our staff wrote about them, and seats that you held without booking them. Your password itself is not kept, only a value that it can be checked against.</p>
<p><a class="button secondary" href="/account/export">Download all of it (JSON)</a></p>
</section>
<section class="card" aria-labelledby="delete-title">
<h2 id="delete-title">Delete your account</h2>
<ul class="dots">
<li>Gone at once: your address and password, travellers, sign-ins, the names that you gave for seats you did not book, and the link between you and your bookings.</li>
<li>Seats that you hold are given back.</li>
<li>Bookings stay valid, and stay with us with their names, contact and our notes for as long as the law on bookkeeping asks. You find them with their booking code and a surname.</li>
</ul>
<p><a class="button danger" href="/account/delete">Go on to delete</a></p>
</section>
</main>
