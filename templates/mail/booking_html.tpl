{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{HEADLINE}}</title></head>
<body>
<h1>{{HEADLINE}}</h1>
<p>{{MESSAGE}}</p>
<p>Booking reference: <strong>{{LOCATOR}}</strong></p>
{{#SEGMENT}}
<h2>{{FLIGHT_NO}}, {{DATE}}</h2>
{{#CANCELLED}}<p><strong>Cancelled by the airline</strong></p>{{/CANCELLED}}
{{#RETIMED}}<p><strong>New time</strong></p>{{/RETIMED}}
<p>{{DEPARTS}} {{ORIGIN_CITY}} ({{ORIGIN}})<br>
{{ARRIVES}} {{DESTINATION_CITY}} ({{DESTINATION}}){{#NEXT_DAY}}, {{ARRIVES_ON}}{{/NEXT_DAY}}</p>
{{#SEATS}}<p>Seats: {{SEATS_LIST}}</p>{{/SEATS}}
{{/SEGMENT}}
<h2>Passengers</h2>
<ul>{{#PASSENGER}}<li>{{NAME}}</li>{{/PASSENGER}}</ul>
<p>Total: <strong>{{TOTAL}}</strong></p>
<p><a href="{{LINK}}">See or change your booking</a>. Whoever has this link can change the booking. Keep it to yourself.</p>
<p>{{SITE_NAME}}</p>
</body>
</html>
