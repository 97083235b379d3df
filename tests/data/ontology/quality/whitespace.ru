PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { aa:Dyad skos:scopeNote "Two  spaces."@en }
