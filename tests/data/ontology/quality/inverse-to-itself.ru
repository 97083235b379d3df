PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { aa:after owl:inverseOf aa:after . }; DELETE DATA { aa:after rdfs:domain aa:Record ; rdfs:range aa:Entity }; INSERT DATA { aa:after rdfs:domain aa:Entity ; rdfs:range aa:Entity }
