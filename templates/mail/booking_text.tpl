{{! text/plain: nothing is escaped here, and nothing but _text templates may do without AUTOESCAPE }}
{{HEADLINE}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
{{MESSAGE}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
{{#AIRLINE_CHOICES}}{{TEXT}} Choose here: {{LINK}}{{BI_NEWLINE}}
{{BI_NEWLINE}}{{/AIRLINE_CHOICES}}
Booking code: {{LOCATOR}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
{{#SEGMENT}}
{{FLIGHT_NO}}, {{DATE}}{{#CANCELLED}} (cancelled by the airline){{/CANCELLED}}{{#RETIMED}} (new time){{/RETIMED}}{{BI_NEWLINE}}
{{BI_SPACE}} {{DEPARTS}} {{ORIGIN_CITY}} ({{ORIGIN}}){{BI_NEWLINE}}
{{BI_SPACE}} {{ARRIVES}} {{DESTINATION_CITY}} ({{DESTINATION}}){{#NEXT_DAY}}, {{ARRIVES_ON}}{{/NEXT_DAY}}{{BI_NEWLINE}}
{{#SEATS}}{{BI_SPACE}} Seats: {{SEATS_LIST}}{{BI_NEWLINE}}{{/SEATS}}
{{BI_NEWLINE}}
{{/SEGMENT}}
{{#NEXT_AIRPORT}}For {{FLIGHT_NO}} be at {{AIRPORT_NAME}} ({{AIRPORT_CODE}}) by {{AIRPORT_TIME}} on {{AIRPORT_DATE}}, with your booking code and the passport or identity card of everybody who travels.{{BI_NEWLINE}}
{{BI_NEWLINE}}{{/NEXT_AIRPORT}}
Times are local to each airport.{{#CALENDAR_ATTACHED}} A file for your calendar is attached.{{/CALENDAR_ATTACHED}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
Passengers:{{BI_NEWLINE}}
{{#PASSENGER}}{{BI_SPACE}} {{NAME}}{{BI_NEWLINE}}{{/PASSENGER}}
{{BI_NEWLINE}}
Total: {{TOTAL}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
See or change your booking: {{LINK}}{{BI_NEWLINE}}
Whoever has this link can change the booking. Keep it to yourself.{{BI_NEWLINE}}
{{BI_NEWLINE}}
{{SITE_NAME}}{{BI_NEWLINE}}
{{#REACHED}}You reach us at {{TEXT}}.{{BI_NEWLINE}}{{/REACHED}}
