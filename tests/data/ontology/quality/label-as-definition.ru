PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE { aa:Dyad skos:definition ?d } INSERT { aa:Dyad skos:definition "Two."@en } WHERE { aa:Dyad skos:definition ?d }
