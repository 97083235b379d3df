PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { <http://www.w3.org/ns/prov#Entity> skos:definition "A thing."@en }
