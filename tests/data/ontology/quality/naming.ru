PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:PlaceOrEvent a owl:Class ; rdfs:subClassOf aa:Dyad ; rdfs:label "place or event"@en, "مكان أو حدث"@ar ; skos:definition "Some spot, or something that happened there."@en ; skos:example "Aleppo."@en ; rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> }
