PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE WHERE { aa:Dyad skos:example ?e }
