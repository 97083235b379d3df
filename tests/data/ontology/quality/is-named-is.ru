PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:isA a owl:ObjectProperty ; owl:inverseOf aa:isKindFor ; rdfs:domain aa:Entity ; rdfs:range aa:Entity ; rdfs:label "is a"@en, "هو"@ar ; skos:definition "Falls under."@en ; skos:example "Iran is a state."@en . aa:isKindFor a owl:ObjectProperty ; rdfs:domain aa:Entity ; rdfs:range aa:Entity ; rdfs:label "is kind for"@en, "نوع لـ"@ar ; skos:definition "Has under it."@en ; skos:example "State."@en . aa:isA rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> . aa:isKindFor rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> }
