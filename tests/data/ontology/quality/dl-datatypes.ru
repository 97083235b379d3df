PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { aa:Dyad skos:scopeNote "2024"^^xsd:gYear }
