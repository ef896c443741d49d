{{! text/plain: nothing is escaped here, and nothing but _text templates may do without AUTOESCAPE }}
{{HEADLINE}}{{BI_NEWLINE}}
{{BI_NEWLINE}}
{{MESSAGE}}{{BI_NEWLINE}}
{{#ACTION}}{{BI_NEWLINE}}{{LINK}}{{BI_NEWLINE}}{{/ACTION}}
{{BI_NEWLINE}}
{{SITE_NAME}}{{BI_NEWLINE}}
{{#REACHED}}You reach us at {{TEXT}}.{{BI_NEWLINE}}{{/REACHED}}
