PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:nearby a owl:ObjectProperty ; rdfs:domain aa:Entity ; rdfs:range aa:Entity ; rdfs:label "is near"@en, "قريب من"@ar ; skos:definition "Lies close to another entity."@en ; skos:example "Saraqeb, to Idlib."@en ; rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> }
