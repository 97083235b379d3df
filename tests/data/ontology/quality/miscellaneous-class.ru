PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:OtherMark a owl:Class ; rdfs:subClassOf aa:Dyad ; rdfs:label "other"@en, "غير ذلك"@ar ; skos:definition "The rest."@en ; skos:example "Any."@en ; rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> }
