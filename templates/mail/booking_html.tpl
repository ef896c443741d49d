{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{HEADLINE}}</title>
{{>LOOKS}}
{{#COUPON}}
<script type="application/ld+json">
{"@context":"http://schema.org","@type":"FlightReservation",
"reservationNumber":"{{LOCATOR:json_escape}}","reservationStatus":"http://schema.org/{{COUPON_STATUS:json_escape}}",
"url":"{{LINK:json_escape}}","modifiedTime":"{{COUPON_AT:json_escape}}",
"underName":{"@type":"Person","name":"{{NAME:json_escape}}"},
{{#COUPON_SEAT}}"airplaneSeat":"{{SEAT_NO:json_escape}}",{{/COUPON_SEAT}}
"reservationFor":{"@type":"Flight","flightNumber":"{{FLIGHT_DIGITS:json_escape}}",
"airline":{"@type":"Airline","name":"{{SITE_NAME:json_escape}}","iataCode":"{{CARRIER:json_escape}}"},
"departureAirport":{"@type":"Airport","name":"{{ORIGIN_NAME:json_escape}}","iataCode":"{{ORIGIN:json_escape}}"},
"departureTime":"{{DEPARTS_AT:json_escape}}",
"arrivalAirport":{"@type":"Airport","name":"{{DESTINATION_NAME:json_escape}}","iataCode":"{{DESTINATION:json_escape}}"},
"arrivalTime":"{{ARRIVES_AT:json_escape}}"}}
</script>
{{/COUPON}}
</head>
<body>
<div class="sheet">
<h1>{{HEADLINE}}</h1>
<p>{{MESSAGE}}</p>
{{#AIRLINE_CHOICES}}<p>{{TEXT}} <a href="{{LINK}}">Choose here</a>.</p>{{/AIRLINE_CHOICES}}
<p>Booking code: <strong class="code">{{LOCATOR}}</strong></p>
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
{{#NEXT_AIRPORT}}<p>For {{FLIGHT_NO}} be at {{AIRPORT_NAME}} ({{AIRPORT_CODE}}) by <strong>{{AIRPORT_TIME}}</strong> on {{AIRPORT_DATE}}, with your booking code and the passport or identity card of everybody who travels.</p>{{/NEXT_AIRPORT}}
<p>Times are local to each airport.{{#CALENDAR_ATTACHED}} A file for your calendar is attached.{{/CALENDAR_ATTACHED}}</p>
<p>Total: <strong>{{TOTAL}}</strong></p>
<p><a href="{{LINK}}">See or change your booking</a>. Whoever has this link can change the booking. Keep it to yourself.</p>
<p class="fine">{{SITE_NAME}}</p>
{{#REACHED}}<p class="fine">You reach us at {{TEXT}}.</p>{{/REACHED}}
</div>
</body>
</html>
