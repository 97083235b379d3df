PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { aa:mention rdfs:subPropertyOf aa:after }
