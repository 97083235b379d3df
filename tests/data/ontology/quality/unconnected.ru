PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:Weather a owl:Class ; rdfs:label "weather"@en, "طقس"@ar ; skos:definition "Sun and rain."@en ; skos:example "Rain."@en ; rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> }
